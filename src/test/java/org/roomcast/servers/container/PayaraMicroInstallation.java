package org.roomcast.servers.container;

import java.nio.file.Path;
import java.util.List;
import org.roomcast.testing.FreePorts;

/** The one jar of Payara Micro. */
record PayaraMicroInstallation(Path home) implements Installation {

    @Override
    public void prepare(FreePorts ports) {
        Unpacked.delete(home.resolve("application"), home.resolve("server.log"));
        System.setProperty("server.port.http", String.valueOf(ports.next()));
    }

    @Override
    public List<Path> logs() {
        return List.of(home.resolve("server.log"));
    }
}
