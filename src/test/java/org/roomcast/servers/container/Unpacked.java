package org.roomcast.servers.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Brings a server's folder back to how it was unpacked: a run that was cut off leaves its application there. */
final class Unpacked {

    private Unpacked() {}

    /** Deletes files and folders, as far as they are there. */
    static void delete(Path... paths) {
        for (Path path : paths) {
            if (Files.exists(path)) {
                inside(path).forEach(Unpacked::remove);
            }
        }
    }

    /** The file as it was unpacked; the first call keeps a copy of it. */
    static Path original(Path file) {
        Path copy = file.resolveSibling(file.getFileName() + ".unpacked");
        try {
            if (!Files.exists(copy)) {
                Files.copy(file, copy);
            }
            return copy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Folders come after what is in them. */
    private static List<Path> inside(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void remove(Path path) {
        try {
            Files.delete(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
