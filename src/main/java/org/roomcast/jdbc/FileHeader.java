package org.roomcast.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * The first two blocks of H2's file: the same line twice, of names and hexadecimal numbers with a checksum. Stateless.
 *
 * @see <a href="https://h2database.com/html/mvstore.html#fileFormat">H2's file format</a>
 */
final class FileHeader {

    static final int SIZE = 2 * ChunkPlace.BLOCK;

    private static final String CHECKSUM = "fletcher";

    private FileHeader() {}

    /** The blocks with the chunk in them; as they are when they name it or a newer one, or are no header. */
    static byte[] naming(ChunkPlace chunk, byte[] blocks) {
        if (blocks.length != SIZE) {
            return blocks;
        }
        for (int start : new int[] {0, ChunkPlace.BLOCK}) {
            Map<String, String> header = checked(Arrays.copyOfRange(blocks, start, start + ChunkPlace.BLOCK));
            if (!header.isEmpty()) {
                return DataUtils.readHexLong(header, "version", 0) < chunk.version() ? named(header, chunk) : blocks;
            }
        }
        return blocks;
    }

    private static byte[] named(Map<String, String> old, ChunkPlace chunk) {
        HashMap<String, String> header = new HashMap<>(old);
        header.put("chunk", chunk.id());
        header.put("block", Long.toHexString(chunk.block()));
        header.put("version", Long.toHexString(chunk.version()));
        // it would say that nothing was written since the database was closed
        header.remove("clean");
        StringBuilder line = DataUtils.appendMap(new StringBuilder(), header);
        byte[] text = line.toString().getBytes(StandardCharsets.ISO_8859_1);
        DataUtils.appendMap(line, CHECKSUM, DataUtils.getFletcher32(text, 0, text.length));
        text = line.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(SIZE)
                .put(0, text)
                .put(ChunkPlace.BLOCK, text)
                .array();
    }

    /** Empty when the checksum is another, or there is none: the file is encrypted, or was cut off in the middle. */
    private static Map<String, String> checked(byte[] block) {
        String text = new String(block, StandardCharsets.ISO_8859_1);
        String line = text.substring(0, Math.max(0, text.indexOf('\n')));
        int end = line.lastIndexOf("," + CHECKSUM);
        if (end < 0) {
            return Map.of();
        }
        try {
            HashMap<String, String> header = DataUtils.parseMap(line);
            String sum = Integer.toHexString(DataUtils.getFletcher32(block, 0, end));
            return sum.equals(header.remove(CHECKSUM)) ? header : Map.of();
        } catch (MVStoreException noHeader) {
            return Map.of();
        }
    }
}
