package org.roomcast.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Where a chunk is in H2's file, as the first line of what is written tells. Immutable.
 *
 * @param id hexadecimal, as H2 writes it
 * @param block counted in {@link #BLOCK} from the beginning of the file
 * @param version counts the commits
 * @see <a href="https://h2database.com/html/mvstore.html#fileFormat">H2's file format</a>
 */
record ChunkPlace(String id, long block, long version) {

    static final int BLOCK = 4096;

    private static final byte[] START = "chunk:".getBytes(StandardCharsets.ISO_8859_1);
    /** H2 itself does not read a longer line. */
    private static final int MAX_LINE = 1024;

    /** @return null when no chunk begins there */
    static @Nullable ChunkPlace of(ByteBuffer written, long position) {
        boolean isChunk = position >= FileHeader.SIZE
                && position % BLOCK == 0
                && written.remaining() >= START.length
                && ByteBuffer.wrap(START).equals(written.slice(written.position(), START.length));
        if (!isChunk) {
            return null;
        }
        HashMap<String, String> line = parse(lineAt(written));
        String id = line.get("chunk");
        long version = DataUtils.readHexLong(line, "version", -1);
        return id == null || version < 0 ? null : new ChunkPlace(id, position / BLOCK, version);
    }

    boolean isNewerThan(@Nullable ChunkPlace other) {
        return other == null || version > other.version;
    }

    private static String lineAt(ByteBuffer bytes) {
        byte[] start = new byte[Math.min(bytes.remaining(), MAX_LINE)];
        bytes.get(bytes.position(), start);
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.substring(0, Math.max(0, text.indexOf('\n'))).trim();
    }

    private static HashMap<String, String> parse(String line) {
        try {
            return DataUtils.parseMap(line);
        } catch (MVStoreException noSuchLine) {
            return new HashMap<>();
        }
    }
}
