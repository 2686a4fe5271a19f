package org.roomcast.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.regex.Pattern;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The disk, under a name of its own in H2's URLs, with a {@link KillSafeFile} in place of each file that is written to.
 * Public, since H2 makes paths by its constructor.
 */
public final class KillSafePath extends FilePathWrapper {

    private static final String SCHEME = "roomcast";
    private static final String URL = "jdbc:h2:";
    /** A file, with the word or without; the other words before a colon are H2's own kinds of databases. */
    private static final Pattern FILE_URL = Pattern.compile(URL + "(file:|(?=[/\\\\~.]|[A-Za-z]:[/\\\\]))");

    /** The same database by way of this class; a URL of one that is not in a file stays as it is. */
    static String url(String url) {
        FilePath.register(new KillSafePath());
        return FILE_URL.matcher(url).replaceFirst(URL + SCHEME + ":");
    }

    /** Lets go of this class where H2 belongs to others and outlives it. */
    static void forget() {
        if (FilePath.class.getClassLoader() != KillSafePath.class.getClassLoader()) {
            FilePath.unregister(new KillSafePath());
        }
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel file = super.open(mode);
        return mode.equals("r") ? file : new KillSafeFile(file);
    }
}
