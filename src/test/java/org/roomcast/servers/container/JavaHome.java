package org.roomcast.servers.container;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK on this machine. */
record JavaHome(Path folder, Runtime.Version version) {

    /** Where packages, SDKMAN and the images of CI services put them; they set {@code JAVA_HOME_17_X64} and the like. */
    private static final List<Path> SHELVES = List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/opt/java"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"),
            Path.of(System.getProperty("user.home"), ".jdks"));

    static JavaHome running() {
        return new JavaHome(Path.of(System.getProperty("java.home")), Runtime.version());
    }

    /** The one with the highest version, if that is of another feature release than the given one. */
    static Optional<JavaHome> newestBeside(JavaHome known) {
        return all(System.getenv())
                .max(Comparator.comparing(JavaHome::version))
                .filter(home -> home.version().feature() > known.version().feature());
    }

    Path java() {
        return folder.resolve("bin/java");
    }

    private static Stream<JavaHome> all(Map<String, String> environment) {
        List<Path> folders = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("JAVA_HOME")) {
                folders.add(Path.of(value));
            }
        });
        for (Path shelf : SHELVES) {
            if (Files.isDirectory(shelf)) {
                folders.addAll(children(shelf));
            }
        }
        return folders.stream()
                .flatMap(folder -> Stream.of(folder, folder.resolve("Contents/Home")))
                .flatMap(folder -> at(folder).stream());
    }

    private static Optional<JavaHome> at(Path folder) {
        Path release = folder.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(folder.resolve("bin/javac"))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(release)) {
            properties.load(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        return version.matches("[1-9][0-9]*(\\.[0-9]+)*(-[a-z]+)?")
                ? Optional.of(new JavaHome(folder, Runtime.Version.parse(version)))
                : Optional.empty();
    }

    private static List<Path> children(Path shelf) {
        try (Stream<Path> found = Files.list(shelf)) {
            return found.toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
