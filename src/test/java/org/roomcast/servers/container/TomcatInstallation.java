package org.roomcast.servers.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.roomcast.testing.FreePorts;

/** Tomcat as it is unpacked, with a {@code server.xml} of the tests whose port is a system property. */
record TomcatInstallation(Path home) implements Installation {

    /** What {@code catalina.sh} adds: Tomcat then finds what an application leaves behind. The adapter leaves it out. */
    private static final String OPENS = Stream.of(
                    "java.base/java.lang",
                    "java.base/java.lang.reflect",
                    "java.base/java.io",
                    "java.base/java.util",
                    "java.base/java.util.concurrent",
                    "java.rmi/sun.rmi.transport")
            .map(module -> "--add-opens=" + module + "=ALL-UNNAMED")
            .collect(Collectors.joining(" "));

    @Override
    public void prepare(FreePorts ports) {
        Unpacked.delete(
                home.resolve("webapps/roomcast"),
                home.resolve("webapps/roomcast.war"),
                home.resolve("work"),
                home.resolve("roomcast"));
        logs().forEach(Unpacked::delete);
        for (String name : List.of("server.xml", "tomcat-users.xml")) {
            try (InputStream file = TomcatInstallation.class.getResourceAsStream("/servers/tomcat/" + name)) {
                Files.copy(file, home.resolve("conf").resolve(name), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        System.setProperty("server.jvm.options", OPENS);
        System.setProperty("server.port.http", String.valueOf(ports.next()));
    }

    @Override
    public List<Path> logs() {
        try (Stream<Path> files = Files.list(home.resolve("logs"))) {
            return files.filter(file -> file.toString().endsWith(".log")).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
