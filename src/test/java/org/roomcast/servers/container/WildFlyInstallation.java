package org.roomcast.servers.container;

import java.nio.file.Path;
import java.util.List;

/** WildFly as it is unpacked; all its ports are moved by one offset. */
record WildFlyInstallation(Path home) implements Installation {

    private static final int MANAGEMENT = 9990;
    /** The others of {@code standalone.xml}: AJP, HTTP, HTTPS, management by HTTPS, two of the transaction manager. */
    private static final int[] PORTS = {MANAGEMENT, 8009, 8080, 8443, 9993, 4712, 4713};

    @Override
    public void prepare(FreePorts ports) {
        int offset = ports.offset(PORTS);
        System.setProperty("server.port.offset", String.valueOf(offset));
        System.setProperty("server.port.admin", String.valueOf(MANAGEMENT + offset));
    }

    @Override
    public List<Path> logs() {
        return List.of(home.resolve("standalone/log/server.log"));
    }
}
