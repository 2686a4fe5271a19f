package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.roomcast.client.ClientListener;
import org.roomcast.client.ClientRoom;
import org.roomcast.client.PublishOptions;
import org.roomcast.client.RoomEvent;
import org.roomcast.client.RoomListener;
import org.roomcast.client.RoomcastClient;
import org.roomcast.client.RoomcastException;
import org.roomcast.testing.TestServer;

/** The Java client and a real server that limits the rate: a program that does not care keeps to it, and loses nothing. */
class JavaClientRateIT {

    private static final int EVENTS = 80;

    @Test
    void aFastProgramIsNeverRefusedAndHearsNothingOfWhatItPublishesWithoutAnEcho() {
        List<RoomcastException> failures = new CopyOnWriteArrayList<>();
        List<Integer> own = new CopyOnWriteArrayList<>();
        List<Integer> heard = new CopyOnWriteArrayList<>();
        try (TestServer server =
                        TestServer.start(builder -> builder.setting("roomcast.limits.frames-per-minute", "1200")
                                .setting("roomcast.limits.frames-burst", "30"));
                RoomcastClient writer = connect(server, "writer", failures);
                RoomcastClient reader = connect(server, "reader", failures)) {
            ClientRoom room = writer.room("log").listen(listener(own));
            await(reader.room("log").listen(listener(heard)).join().toCompletableFuture());
            await(room.join().toCompletableFuture());
            PublishOptions silent = PublishOptions.DEFAULT.withoutEcho();
            CompletableFuture<?>[] acks = IntStream.range(0, EVENTS)
                    .mapToObj(i -> room.publish(Json.createValue(i), i % 2 == 0 ? silent : PublishOptions.DEFAULT)
                            .toCompletableFuture())
                    .toArray(CompletableFuture[]::new);
            await(CompletableFuture.allOf(acks));
            eventually(() -> assertThat(heard)
                    .containsExactlyElementsOf(
                            IntStream.range(0, EVENTS).boxed().toList()));
            eventually(() -> assertThat(own)
                    .containsExactlyElementsOf(IntStream.range(0, EVENTS)
                            .filter(i -> i % 2 == 1)
                            .boxed()
                            .toList()));
            assertThat(room.position()).isEqualTo(reader.room("log").position());
            assertThat(failures).isEmpty();
        }
    }

    private static RoomcastClient connect(TestServer server, String user, List<RoomcastException> failures) {
        return RoomcastClient.builder(URI.create("ws://127.0.0.1:" + server.port() + "/ws/chat"))
                .token(TestServer.token(user))
                .listener(new ClientListener() {
                    @Override
                    public void failed(RoomcastException failure) {
                        failures.add(failure);
                    }
                })
                .connect();
    }

    private static RoomListener listener(List<Integer> numbers) {
        return new RoomListener() {
            @Override
            public void event(RoomEvent event) {
                numbers.add(((JsonNumber) event.data()).intValue());
            }
        };
    }

    private static void await(CompletableFuture<?> stage) {
        stage.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
