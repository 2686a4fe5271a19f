package org.roomcast.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.roomcast.auth.SecurityHeaders;

/**
 * Serves the pages of a folder, read once at the start: a path that is not among them does not exist, so no spelling of
 * a path leads anywhere else.
 */
final class Pages extends HttpHandler {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "ts", "text/plain; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon");
    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    private static final class Page {
        final byte[] content;
        final String type;
        final String tag;

        Page(byte[] content, String type, String tag) {
            this.content = content;
            this.type = type;
            this.tag = tag;
        }
    }

    private final Map<String, Page> pages = new HashMap<>();

    /** @param folder the pages; {@code WEB-INF} and {@code META-INF} in it are left out */
    Pages(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(file -> add(folder, file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The pages in " + folder + " cannot be read", unreadable);
        }
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        SecurityHeaders.ALL.forEach(response::setHeader);
        Page page = pages.get(request.getRequestURI());
        boolean isHead = request.getMethod() == Method.HEAD;
        if (page == null) {
            Problems.send(response, NOT_FOUND, "There is no such page");
        } else if (!isHead && request.getMethod() != Method.GET) {
            response.setHeader("Allow", "GET, HEAD");
            Problems.send(response, METHOD_NOT_ALLOWED, "A page takes GET and HEAD only");
        } else if (page.tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(NOT_MODIFIED);
        } else {
            send(page, isHead, response);
        }
    }

    private static void send(Page page, boolean isHead, Response response) throws IOException {
        response.setContentType(page.type);
        response.setContentLength(page.content.length);
        response.setHeader("ETag", page.tag);
        response.setHeader("Cache-Control", "no-cache");
        if (!isHead) {
            response.getOutputStream().write(page.content);
        }
    }

    private void add(Path folder, Path file) {
        String path = "/" + folder.relativize(file).toString().replace('\\', '/');
        String upper = path.toUpperCase(Locale.ROOT);
        if (upper.startsWith("/WEB-INF/") || upper.startsWith("/META-INF/")) {
            return;
        }
        String extension = path.substring(path.lastIndexOf('.') + 1);
        try {
            byte[] content = Files.readAllBytes(file);
            Page page = new Page(content, TYPES.getOrDefault(extension, "application/octet-stream"), tag(content));
            pages.put(path, page);
            if (path.equals("/index.html")) {
                pages.put("/", page);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The page " + file + " cannot be read", unreadable);
        }
    }

    private static String tag(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
