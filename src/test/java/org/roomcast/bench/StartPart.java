package org.roomcast.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From the start of the server's process to its first answer, on a new data folder and on the same one again. */
final class StartPart {
    private static final String REQUEST = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private StartPart() {}

    static void run(int starts, Path work, Children children, Report report) throws IOException {
        List<StartFigures.Start> first = new ArrayList<>();
        List<StartFigures.Start> again = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            Path data = Files.createTempDirectory(work, "data");
            first.add(start(data, children));
            again.add(start(data, children));
        }
        report.add(new StartFigures(first, again));
    }

    private static StartFigures.Start start(Path data, Children children) throws IOException {
        long began = System.nanoTime();
        // The line comes when the server can answer, so that asking before would only take processor time from it.
        try (Child server = children.roomcast("start", data, List.of())) {
            requireHealthy(server.address());
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            return new StartFigures.Start(took, Usage.of(server.pid()).cpu());
        }
    }

    // A bare socket: to load an HTTP client takes longer than the answer.
    private static void requireHealthy(InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort());
                OutputStream request = socket.getOutputStream()) {
            request.write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200")) {
                throw new BenchException("/health/live answered " + answer);
            }
        }
    }
}
