package org.roomcast.durability;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.roomcast.testing.TestServer;

/** Servers without the limits that a load test would run into. */
final class Servers {

    private Servers() {}

    static ServerProcess durable(Path data, String... more) {
        return new ServerProcess(data, with(more));
    }

    /** @param isFull the file that is there as long as the disk is full */
    static ServerProcess onSlowDisk(Path data, Path isFull) {
        return ServerProcess.startedBy(
                SlowDiskServer.class,
                data,
                with(
                        "roomcast.jdbc.url=jdbc:h2:roomcast:slow:" + data.resolve("database"),
                        SlowDisk.FULL + "=" + isFull));
    }

    private static String[] with(String... more) {
        Stream<String> common = Stream.of(
                "roomcast.limits.frames-per-minute=0",
                "roomcast.rooms.all.match=*",
                "roomcast.rooms.all.history-size=200000",
                "roomcast.limits.connections-per-address=0",
                "roomcast.limits.handshakes-per-address=0",
                "roomcast.limits.requests-per-user=0",
                "roomcast.limits.requests-per-address=0",
                "roomcast.auth.secret=" + TestServer.SECRET,
                "roomcast.auth.api-keys=shop:" + TestServer.API_KEY);
        return Stream.concat(common, Stream.of(more)).toArray(String[]::new);
    }
}
