package org.roomcast.servers.container;

import java.nio.file.Path;
import java.util.List;
import org.roomcast.testing.FreePorts;

/** A server's files on the disk, as the build has unpacked them. */
interface Installation {

    /** That of the server under test. */
    static Installation underTest() {
        String server = Application.server();
        if (server.equals("embedded")) {
            return new NoInstallation();
        }
        Path home = Path.of(System.getProperty("server.home"));
        return switch (server) {
            case "wildfly" -> new WildFlyInstallation(home);
            case "payara" -> new PayaraInstallation(home);
            case "payara-micro" -> new PayaraMicroInstallation(home);
            default -> new TomcatInstallation(home);
        };
    }

    /**
     * Writes what the server needs to start on free ports, and sets the system properties that {@code arquillian.xml}
     * refers to.
     */
    void prepare(FreePorts ports);

    /** Where it logs to. */
    List<Path> logs();
}
