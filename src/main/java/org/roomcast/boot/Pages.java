package org.roomcast.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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

    private static final int NOT_MODIFIED = 304;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final Map<String, StaticPage> pages = new HashMap<>();

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
        StaticPage page = pages.get(request.getRequestURI());
        if (page == null) {
            Problems.send(response, NOT_FOUND, "There is no such page");
        } else if (request.getMethod() != Method.GET && request.getMethod() != Method.HEAD) {
            response.setHeader("Allow", "GET, HEAD");
            Problems.send(response, METHOD_NOT_ALLOWED, "A page takes GET and HEAD only");
        } else {
            send(page, request, response);
        }
    }

    /** Nobody's secrets are in a page, so that the length of what is compressed tells nothing. */
    private static void send(StaticPage page, Request request, Response response) throws IOException {
        StaticPage.Variant variant = page.variantFor(request.getHeader("Accept-Encoding"));
        response.setHeader("ETag", variant.tag());
        response.setHeader("Cache-Control", "no-cache");
        if (page.varies()) {
            response.setHeader("Vary", "Accept-Encoding");
        }
        if (variant.isAmong(request.getHeader("If-None-Match"))) {
            response.setStatus(NOT_MODIFIED);
            return;
        }
        response.setContentType(page.type());
        response.setContentLength(variant.length());
        if (variant.isZipped()) {
            response.setHeader("Content-Encoding", "gzip");
        }
        if (request.getMethod() != Method.HEAD) {
            variant.writeTo(response.getOutputStream());
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
            StaticPage page = new StaticPage(Files.readAllBytes(file), extension);
            pages.put(path, page);
            if (path.equals("/index.html")) {
                pages.put("/", page);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The page " + file + " cannot be read", unreadable);
        }
    }
}
