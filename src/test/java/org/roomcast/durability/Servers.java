package org.roomcast.durability;

import java.nio.file.Path;
import org.roomcast.testing.TestServer;

/** Servers without the limits that a load test would run into. */
final class Servers {

    private Servers() {}

    static ServerProcess durable(Path data, String... more) {
        String[] settings = new String[more.length + 5];
        settings[0] = "roomcast.limits.frames-per-minute=0";
        settings[1] = "roomcast.rooms.all.match=*";
        settings[2] = "roomcast.rooms.all.history-size=200000";
        settings[3] = "roomcast.limits.connections-per-address=0";
        settings[4] = "roomcast.auth.secret=" + TestServer.SECRET;
        System.arraycopy(more, 0, settings, 5, more.length);
        return new ServerProcess(data, settings);
    }
}
