package org.roomcast.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Sha256;

/** One file of the pages, as it is and, where that is shorter, compressed: once, at the start. */
final class StaticPage {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("ts", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"));

    /** Compressed in themselves already. */
    private static final Set<String> COMPACT = Set.of("png");

    /** Enough to tell the versions of one page apart. */
    private static final int TAG_BYTES = 8;

    private static final Pattern COMMA = Pattern.compile(",");

    private final Variant plain;
    private final @Nullable Variant zipped;
    private final String type;

    /** What is sent, and the entity tag of just these bytes (RFC 9110, 8.8.3.3). */
    static final class Variant {

        private final byte[] content;
        private final String tag;
        private final boolean isZipped;

        private Variant(byte[] content, String tag, boolean isZipped) {
            this.content = content;
            this.tag = tag;
            this.isZipped = isZipped;
        }

        int length() {
            return content.length;
        }

        String tag() {
            return tag;
        }

        boolean isZipped() {
            return isZipped;
        }

        void writeTo(OutputStream out) throws IOException {
            out.write(content);
        }

        /** Whether a client that has what these tags name has this. A tag may have become weak on its way. */
        boolean isAmong(@Nullable String tags) {
            return tags != null
                    && COMMA.splitAsStream(tags)
                            .map(known -> known.strip().replaceFirst("^W/", ""))
                            .anyMatch(known -> known.equals("*") || known.equals(tag));
        }
    }

    /** @param extension of the file's name, without the dot */
    StaticPage(byte[] content, String extension) {
        String hash = HexFormat.of().formatHex(Sha256.of(content), 0, TAG_BYTES);
        type = TYPES.getOrDefault(extension, "application/octet-stream");
        plain = new Variant(content, '"' + hash + '"', false);
        byte[] shorter = COMPACT.contains(extension) ? content : zip(content);
        zipped = shorter.length < content.length ? new Variant(shorter, '"' + hash + "-gzip\"", true) : null;
    }

    String type() {
        return type;
    }

    /** Whether what is sent depends on the {@code Accept-Encoding} of the request. */
    boolean varies() {
        return zipped != null;
    }

    /** @param acceptEncoding the request's header */
    Variant variantFor(@Nullable String acceptEncoding) {
        return zipped != null && takesGzip(acceptEncoding) ? zipped : plain;
    }

    /** RFC 9110, 12.5.3. Without the header a client could take anything; few that leave it out can unpack. */
    private static boolean takesGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        boolean any = false;
        for (String entry : acceptEncoding.split(",", -1)) {
            String[] parts = entry.strip().split("\\s*;\\s*", 2);
            boolean isWanted = parts.length < 2 || !parts[1].matches("(?i)q=0(\\.0*)?");
            if (parts[0].equalsIgnoreCase("gzip")) {
                return isWanted;
            }
            any |= parts[0].equals("*") && isWanted;
        }
        return any;
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length);
        try (GZIPOutputStream zip = new BestGzip(bytes)) {
            zip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static final class BestGzip extends GZIPOutputStream {

        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
