package org.roomcast.durability;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk for H2, under the name {@code slow} in its URLs, that takes its time for each write and is full as long as the
 * file that {@code disk.full} names is there. Public, since H2 makes paths by its constructor.
 */
public final class SlowDisk extends FilePathWrapper {

    static final String FULL = "disk.full";
    private static final long LONGEST_WRITE_MICROS = 20_000;
    private static final Path IS_FULL = Path.of(System.getProperty(FULL, "/none"));

    static void register() {
        FilePath.register(new SlowDisk());
    }

    @Override
    public String getScheme() {
        return "slow";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new SlowFile(super.open(mode));
    }

    private static final class SlowFile extends FileBaseDefault {
        private final FileChannel file;

        SlowFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (Files.exists(IS_FULL)) {
                throw new IOException("No space left on device");
            }
            long micros = ThreadLocalRandom.current().nextLong(LONGEST_WRITE_MICROS);
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
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
