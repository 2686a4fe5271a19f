package org.roomcast.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk for H2, under the name {@code gated} in its URLs, on which no write gets on while a gate is shut. Public, since
 * H2 makes paths by its constructor; one gate for all, for one test at a time.
 */
public final class GatedDisk extends FilePathWrapper {

    private static final AtomicInteger WAITING = new AtomicInteger();
    private static volatile CountDownLatch gate = new CountDownLatch(0);

    static void register() {
        FilePath.register(new GatedDisk());
    }

    static void shut() {
        gate = new CountDownLatch(1);
    }

    static void open() {
        gate.countDown();
    }

    /** Whether a write stands before the gate. */
    static boolean hasWaiting() {
        return WAITING.get() > 0;
    }

    @Override
    public String getScheme() {
        return "gated";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new GatedFile(super.open(mode));
    }

    private static final class GatedFile extends FileBaseDefault {
        private final FileChannel file;

        GatedFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            WAITING.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException unwanted) {
                throw new IOException(unwanted);
            } finally {
                WAITING.decrementAndGet();
            }
            return file.write(source, position);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
