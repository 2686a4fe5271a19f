package org.roomcast.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A reader of Server-Sent Events over the JDK's HTTP client, which waits for blocks instead of sleeping. It reads all
 * that comes, whether or not it is asked for. For one test thread.
 */
public final class StreamClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ID = "id: ";
    private static final String DATA = "data: ";
    private static final List<String> END = List.of();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<List<String>> blocks = new LinkedBlockingQueue<>();

    private StreamClient(HttpResponse<InputStream> response) {
        this.response = response;
        Thread reader = new Thread(this::readAll, "stream-client");
        reader.setDaemon(true);
        reader.start();
    }

    /** Asks for a stream, and takes whatever is answered. */
    public static StreamClient open(URI address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new StreamClient(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException failed) {
            throw new AssertionError("GET " + address, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    public int status() {
        return response.statusCode();
    }

    /** Empty when the answer does not have it. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The lines up to the next empty one; none at the end of the stream. */
    public List<String> block() {
        try {
            List<String> block = blocks.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(block).as("a block of the stream").isNotNull();
            return block;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** The next block that is no comment; no lines at the end of the stream. */
    public List<String> event() {
        List<String> block = block();
        while (isComment(block)) {
            block = block();
        }
        return block;
    }

    /** The next frame. */
    public JsonObject frame() {
        return frameOf(event());
    }

    /** The next frame of a type. */
    public JsonObject frame(String type) {
        JsonObject frame = frame();
        while (!frame.getString("type").equals(type)) {
            frame = frame();
        }
        return frame;
    }

    /** Reads on to the end of the stream. */
    public void awaitEnd() {
        while (!block().equals(END)) {
            continue;
        }
    }

    /** The {@code id} of an event; empty when it has none. */
    public static String idOf(List<String> event) {
        return valueOf(event, ID);
    }

    public static JsonObject frameOf(List<String> event) {
        assertThat(event).as("an event with data").anyMatch(line -> line.startsWith(DATA));
        return RestClient.json(valueOf(event, DATA));
    }

    public static boolean isComment(List<String> block) {
        return block.size() == 1 && block.get(0).startsWith(":");
    }

    /** Goes, as a browser does whose page is closed. */
    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException broken) {
            log(broken);
        }
    }

    private static String valueOf(List<String> event, String field) {
        return event.stream()
                .filter(line -> line.startsWith(field))
                .findFirst()
                .map(line -> line.substring(field.length()))
                .orElse("");
    }

    private void readAll() {
        List<String> block = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    block.add(line);
                } else if (!block.isEmpty()) {
                    blocks.add(List.copyOf(block));
                    block.clear();
                }
            }
        } catch (IOException cut) {
            log(cut);
        }
        if (!block.isEmpty()) {
            blocks.add(List.copyOf(block));
        }
        blocks.add(END);
    }

    private static void log(IOException end) {
        System.getLogger(StreamClient.class.getName()).log(Level.DEBUG, "A stream has ended", end);
    }
}
