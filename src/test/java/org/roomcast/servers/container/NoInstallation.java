package org.roomcast.servers.container;

import java.nio.file.Path;
import java.util.List;
import org.roomcast.testing.FreePorts;

/** The embedded server, which runs in the tests' own process and logs to its output. */
final class NoInstallation implements Installation {

    @Override
    public void prepare(FreePorts ports) {
        // it finds a port by itself
    }

    @Override
    public List<Path> logs() {
        return List.of();
    }
}
