package org.roomcast.boot.wiring;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.roomcast.config.SettingException;
import org.roomcast.model.SafeLog;

/**
 * The folder for what outlives the process: the one that is set, else one that suits the host. On an application server
 * each deployment has its own there. Immutable.
 *
 * @param isOurChoice whether nobody set it
 */
record DataFolder(Path path, boolean isOurChoice) {

    /** The system properties under which application servers tell a folder that is theirs to write. */
    private static final List<String> HOSTS =
            List.of("jboss.server.data.dir", "com.sun.aas.instanceRoot", "catalina.base");

    private static final Logger LOG = SafeLog.of(DataFolder.class);

    /**
     * Chooses without touching the disk.
     *
     * @param configured what {@code roomcast.data.dir} says; null for nothing
     * @param deployment the application's name on its server; null where there is but one
     * @param system the system properties
     */
    static DataFolder choose(@Nullable Path configured, @Nullable String deployment, Properties system) {
        if (configured != null) {
            return new DataFolder(configured, false);
        }
        Path parent = HOSTS.stream()
                .map(system::getProperty)
                .filter(folder -> folder != null)
                .findFirst()
                .map(folder -> Path.of(folder, "roomcast"))
                .orElse(Path.of("data"));
        return new DataFolder(deployment == null ? parent : parent.resolve(deployment), true);
    }

    /**
     * Makes the folder if it is not there, open to its owner alone.
     *
     * @return its path
     * @throws SettingException when it cannot be made or written
     */
    Path open() {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path, ownerOnly());
                warnIfPassing();
            }
        } catch (IOException notMade) {
            throw unusable("cannot be made");
        }
        if (!Files.isWritable(path)) {
            throw unusable("cannot be written");
        }
        return path;
    }

    /** Payara Micro's own folder, for one, is a new temporary one at each start unless it is told another. */
    private void warnIfPassing() throws IOException {
        if (isOurChoice
                && path.toRealPath()
                        .startsWith(
                                Path.of(System.getProperty("java.io.tmpdir")).toRealPath())) {
            LOG.log(
                    Level.WARNING,
                    "The data folder {0} is a temporary one; set roomcast.data.dir to keep what is in it",
                    path);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private SettingException unusable(String why) {
        return new SettingException("The data folder " + path.toAbsolutePath() + " " + why
                + "; set roomcast.data.dir to a folder that the server may write");
    }
}
