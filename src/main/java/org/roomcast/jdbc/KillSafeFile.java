package org.roomcast.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/**
 * A database file whose header always says where the newest chunk is.
 *
 * <p>H2 appends to its file in chunks, one for each commit, and puts them into holes that older ones have left. After a
 * kill it finds the newest by the file's header and, from there, by the place that each chunk has foretold for the next.
 * It writes the header only when the foretelling was wrong, and then it names the chunk <em>before</em> the one that is
 * being written (version 2.2 to 2.5): the way from there is the wrong one, and up to twenty commits that are in the file
 * are not found. So the header is written here after each chunk, and whenever H2 writes it, it names the newest.
 */
final class KillSafeFile extends FileBaseDefault {

    private final FileChannel file;
    /** Null until one is written. */
    private @Nullable ChunkPlace newest;

    KillSafeFile(FileChannel file) {
        this.file = file;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        if (position == 0 && newest != null) {
            // the header, which may name an older chunk
            byte[] blocks = new byte[length];
            source.get(blocks);
            writeAll(ByteBuffer.wrap(FileHeader.naming(newest, blocks)), 0);
            return length;
        }
        ChunkPlace chunk = ChunkPlace.of(source, position);
        writeAll(source, position);
        if (chunk != null && chunk.isNewerThan(newest)) {
            newest = chunk;
            ByteBuffer blocks = ByteBuffer.allocate(FileHeader.SIZE);
            file.read(blocks, 0);
            writeAll(ByteBuffer.wrap(FileHeader.naming(chunk, blocks.array())), 0);
        }
        return length;
    }

    private void writeAll(ByteBuffer source, long position) throws IOException {
        for (long next = position; source.hasRemaining(); ) {
            next += file.write(source, next);
        }
    }

    /** The place is told, so readers need not wait for each other. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.force(metaData);
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
