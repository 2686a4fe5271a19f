package org.roomcast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FileTest {

    @TempDir
    private Path folder;

    @Test
    void aCommitIsWaitedForThatAnotherThreadHasTakenAlong() throws Exception {
        GatedDisk.register();
        try (Database database = Database.open("jdbc:h2:gated:" + folder.resolve("database"), null, null, Thread::new);
                Handle handle = database.jdbi().open()) {
            handle.execute("CREATE TABLE written (number INT)");
            handle.begin();
            handle.execute("INSERT INTO written VALUES (1)");
            MVStore store = H2File.storeOf(handle.getConnection());
            Thread other = new Thread(store::tryCommit);
            Thread flush = new Thread(() -> database.flush(handle));
            GatedDisk.shut();
            try {
                other.start();
                eventually(() -> assertThat(GatedDisk.hasWaiting()).isTrue());
                flush.start();
                eventually(() -> assertThat(flush.getState()).isIn(Thread.State.WAITING, Thread.State.TERMINATED));
                assertThat(flush.isAlive()).as("waits for the disk").isTrue();
            } finally {
                GatedDisk.open();
            }
            flush.join();
            other.join();
            handle.rollback();
        }
    }

    @Test
    void theHeaderNamesTheNewestChunk() {
        byte[] header = header("H:2,block:2,blockSize:1000,chunk:1,clean:1,created:18,format:3,version:1");
        ChunkPlace newest = new ChunkPlace("1f", 0x2b, 0x1f);
        byte[] named = FileHeader.naming(newest, header);
        assertThat(textOf(named, 0))
                .startsWith("H:2,block:2b,blockSize:1000,chunk:1f,created:18,format:3,version:1f,fletcher:")
                .isEqualTo(textOf(named, ChunkPlace.BLOCK));
        assertThat(FileHeader.naming(newest, named)).as("named already").isEqualTo(named);
        assertThat(FileHeader.naming(new ChunkPlace("1e", 7, 0x1e), named))
                .as("an older one")
                .isEqualTo(named);
    }

    @Test
    void aHeaderThatIsHalfWrittenIsTakenFromItsSecondBlock() {
        byte[] header = header("H:2,block:2,blockSize:1000,chunk:1,created:18,format:3,version:1");
        header[5] ^= 1;
        assertThat(textOf(FileHeader.naming(new ChunkPlace("2", 3, 2), header), 0))
                .contains("block:3,");
        header[ChunkPlace.BLOCK + 5] ^= 1;
        assertThat(FileHeader.naming(new ChunkPlace("2", 3, 2), header))
                .as("none is whole")
                .isEqualTo(header);
    }

    @Test
    void aChunkIsKnownByItsFirstLine() {
        assertThat(ChunkPlace.of(bytes("chunk:a,len:1,version:1f,toc:3  \nwhatever"), 0x5000))
                .isEqualTo(new ChunkPlace("a", 5, 0x1f));
        assertThat(ChunkPlace.of(bytes("chunk:a,len:1,version:1f\n"), 0))
                .as("where the header is")
                .isNull();
        assertThat(ChunkPlace.of(bytes("chunk:a,len:1,version:1f\n"), 0x5001)).isNull();
        assertThat(ChunkPlace.of(bytes("chunk:a,len:1\n"), 0x5000)).isNull();
        assertThat(ChunkPlace.of(bytes("chunk:a, nonsense"), 0x5000)).isNull();
        assertThat(ChunkPlace.of(bytes(""), 0x5000)).isNull();
    }

    @Test
    void whatIsNoFileIsLeftAlone() {
        assertThat(KillSafePath.url("jdbc:h2:file:/data/x;A=1")).isEqualTo("jdbc:h2:roomcast:/data/x;A=1");
        assertThat(KillSafePath.url("jdbc:h2:/data/x")).isEqualTo("jdbc:h2:roomcast:/data/x");
        assertThat(KillSafePath.url("jdbc:h2:~/x")).isEqualTo("jdbc:h2:roomcast:~/x");
        assertThat(KillSafePath.url("jdbc:h2:./x")).isEqualTo("jdbc:h2:roomcast:./x");
        assertThat(KillSafePath.url("jdbc:h2:C:\\x")).isEqualTo("jdbc:h2:roomcast:C:\\x");
        for (String other :
                new String[] {"jdbc:h2:mem:x", "jdbc:h2:tcp://db/x", "jdbc:h2:nio:/x", "jdbc:h2:roomcast:/x"}) {
            assertThat(KillSafePath.url(other)).isEqualTo(other);
        }
    }

    private static byte[] header(String line) {
        byte[] text = line.getBytes(StandardCharsets.ISO_8859_1);
        String sum = Integer.toHexString(DataUtils.getFletcher32(text, 0, text.length));
        byte[] whole = (line + ",fletcher:" + sum + "\n").getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(FileHeader.SIZE)
                .put(0, whole)
                .put(ChunkPlace.BLOCK, whole)
                .array();
    }

    private static String textOf(byte[] blocks, int start) {
        return new String(blocks, start, ChunkPlace.BLOCK, StandardCharsets.ISO_8859_1).split("\n")[0];
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
