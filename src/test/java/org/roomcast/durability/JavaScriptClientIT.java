package org.roomcast.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.testing.Node;
import org.roomcast.testing.TestServer;

/**
 * The JavaScript client in Node.js against a server that is killed and started again, over connections that are cut and
 * held up, with tokens that end, and without WebSockets; some clients are the minified one: each acknowledged event reaches each reader once, in order. The
 * clients and the judgement are in {@code src/test/js/live}.
 */
class JavaScriptClientIT {

    private static final int KILLS = Integer.getInteger("roomcast.kill.client", 3);
    /** From there on Node has a WebSocket that needs no switch. */
    private static final int OWN_WEBSOCKET = 22;

    @TempDir
    Path data;

    @Test
    void theJavaScriptClientLosesNothingWhenTheServerIsKilledAndTheNetworkFails() throws Exception {
        int version = Node.version();
        if (version < Node.OLDEST) {
            System.err.println("SKIPPED: the JavaScript client's live test needs Node.js 20 or later on the PATH");
            Assumptions.abort("Node.js 20 or later is not on the PATH");
        }
        try (ServerProcess server =
                Servers.durable(data, "roomcast.heartbeat.interval=2s", "roomcast.heartbeat.timeout=2s")) {
            server.start();
            List<String> command = new ArrayList<>(List.of("node"));
            if (version < OWN_WEBSOCKET) {
                command.add("--experimental-websocket");
            }
            command.addAll(
                    List.of("src/test/js/live/run.mjs", String.valueOf(server.port()), TestServer.SECRET, "" + KILLS));
            Process node = Node.tests(command).start();
            try {
                String output = killWhenAsked(server, node);
                assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(node.exitValue()).as(output).isZero();
                assertThat(output).contains("none lost, none twice, all in order");
            } finally {
                node.destroyForcibly();
            }
        }
    }

    /** The script knows when there is enough on the way; it says so by a line, and waits for one. */
    private static String killWhenAsked(ServerProcess server, Process node) throws IOException, InterruptedException {
        StringBuilder output = new StringBuilder();
        BufferedWriter answers = node.outputWriter();
        BufferedReader lines = node.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.append(line).append('\n');
            if (line.equals("kill")) {
                server.kill();
                server.start();
                answers.write("started\n");
                answers.flush();
            }
        }
        return output.toString();
    }
}
