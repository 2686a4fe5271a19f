package org.roomcast.boot.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.roomcast.auth.Secret;
import org.roomcast.config.SettingException;

/** Keeps a generated secret in the data folder, readable by its owner alone. */
final class SecretFile {

    private static final String NAME = "auth.secret";

    private SecretFile() {}

    static Path in(DataFolder folder) {
        return folder.path().resolve(NAME);
    }

    /** The secret of the folder, made now if there is none. */
    static Secret loadOrCreate(DataFolder folder) {
        Path file = in(folder);
        try {
            if (!Files.exists(file)) {
                create(folder.open().resolve(NAME));
            }
            return Secret.of(Files.readString(file).strip());
        } catch (IOException unreadable) {
            throw new SettingException("The secret in " + file.toAbsolutePath()
                    + " cannot be read or written; choose another roomcast.data.dir or set roomcast.auth.secret");
        } catch (IllegalArgumentException tooShort) {
            throw new SettingException(
                    "The secret in " + file + " is too short; delete the file to have a new one made");
        }
    }

    private static void create(Path file) throws IOException {
        boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, options, ownerOnly)) {
            channel.write(StandardCharsets.UTF_8.encode(Secret.randomText() + "\n"));
        } catch (FileAlreadyExistsException anotherServerWasFaster) {
            // its secret is as good as ours, and the next line reads it
        }
    }
}
