package org.roomcast.codec;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.roomcast.codec.Event.User;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Member;
import org.roomcast.model.Payload;
import org.roomcast.model.Position;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

/** Holds the codec against the golden examples under {@code wire/}, which the JavaScript client's tests read as well. */
class GoldenVectorsTest {

    /** Vectors that the server does not produce, each with the reason. */
    private static final Map<String, String> NOT_PRODUCED = Map.of(
            "batch", "a message of several frames is put together by the outbox",
            "error-internal", "the server calls an internal error temporary",
            "welcome-nobody", "every connection has a user, if only a nameless one");

    private static final Instant TIME = Instant.parse("2026-11-20T10:15:30.123Z");
    private static final RoomName LOBBY = RoomName.of("lobby");
    private static final Sender ADA = new Sender("ada", "Ada", new ConnectionId("c-3f8a"));

    private final JsonCodec codec = new JsonCodec();

    @Test
    void thereAreVectorsOfEveryKind() {
        assertThat(vectors("client")).hasSizeGreaterThanOrEqualTo(20);
        assertThat(vectors("server")).hasSizeGreaterThanOrEqualTo(20);
        assertThat(vectors("bad")).hasSizeGreaterThanOrEqualTo(50);
    }

    @TestFactory
    Stream<DynamicTest> everyClientVectorIsUnderstood() {
        return vectors("client").entrySet().stream()
                .map(vector -> DynamicTest.dynamicTest(vector.getKey(), () -> {
                    Command command = codec.decode(vector.getValue());
                    assertThat(command).isNotInstanceOfAny(Command.Malformed.class, Command.Custom.class);
                    assertThat(vector.getKey()).startsWith(command.type());
                    if (command instanceof Command.Batch batch) {
                        assertThat(batch.commands()).isNotEmpty().noneMatch(Command.Malformed.class::isInstance);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyBadVectorEarnsItsCode() {
        return vectors("bad").entrySet().stream()
                .map(vector -> DynamicTest.dynamicTest(vector.getKey(), () -> {
                    JsonObject bad = StrictJson.parse(vector.getValue()).asJsonObject();
                    assertThat(codeOf(codec.decode(bad.getString("text"))))
                            .as(bad.getString("about"))
                            .isEqualTo(bad.getString("code"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyServerVectorIsWhatTheCodecWrites() {
        Map<String, Function<JsonObject, Event>> makers = makers();
        return vectors("server").entrySet().stream()
                .filter(vector -> !NOT_PRODUCED.containsKey(vector.getKey()))
                .map(vector -> DynamicTest.dynamicTest(vector.getKey(), () -> {
                    assertThat(makers).as("a counterpart of the vector").containsKey(vector.getKey());
                    JsonObject wanted = StrictJson.parse(vector.getValue()).asJsonObject();
                    Event event = makers.get(vector.getKey()).apply(wanted);
                    JsonValue written = StrictJson.parse(codec.encode(event).text());
                    assertThat(plain(written)).isEqualTo(plain(wanted));
                }));
    }

    @Test
    void everyVectorThatIsLeftOutIsThere() {
        assertThat(vectors("server").keySet()).containsAll(NOT_PRODUCED.keySet());
        NOT_PRODUCED.forEach((name, why) -> System.getLogger(GoldenVectorsTest.class.getName())
                .log(System.Logger.Level.INFO, "left out: server/" + name + ".json, " + why));
    }

    /** By name of the vector, what the server would have said. Free-form data is taken from the vector itself. */
    private static Map<String, Function<JsonObject, Event>> makers() {
        Map<String, Function<JsonObject, Event>> makers = new LinkedHashMap<>();
        makers.put("ack-authenticate", v -> Event.Ack.of(FrameId.of(5), "authenticate"));
        makers.put("ack-batch", v -> Event.Ack.of(FrameId.of(6), "batch"));
        makers.put("ack-leave", v -> Event.Ack.of(FrameId.of(2), "leave", LOBBY));
        makers.put("ack-publish-ephemeral", v -> Event.Ack.delivered(FrameId.of(7), "publish", LOBBY, 3));
        makers.put("ack-join", v -> Event.Ack.joined(FrameId.of(1), LOBBY, 3, position(v), null));
        makers.put("ack-publish", v -> Event.Ack.published(FrameId.of(3), "publish", LOBBY, position(v), false, 3));
        makers.put(
                "ack-publish-duplicate",
                v -> Event.Ack.published(FrameId.of("7f9c2ba4"), "publish", LOBBY, position(v), true, 0));
        makers.put("ack-join-address", v -> Event.Ack.joined(null, LOBBY, 3, position(v), null));
        makers.put("ack-join-recovered", v -> Event.Ack.joined(FrameId.of(1), LOBBY, 3, position(v), true));
        makers.put("ack-join-lost", v -> Event.Ack.joined(FrameId.of(1), LOBBY, 3, position(v), false));
        makers.put("history", v -> history(v, FrameId.of(1)));
        makers.put("history-empty", v -> history(v, FrameId.of(1)));
        makers.put("history-join", v -> history(v, null));
        makers.put("error-unavailable", v -> error(v, FrameId.of(3), ErrorCode.UNAVAILABLE, 2.0));
        makers.put("event", v -> published("message", v, LOBBY, ADA));
        makers.put(
                "event-anonymous",
                v -> published("message", v, LOBBY, new Sender(null, "Guest", new ConnectionId("c-3f8b"))));
        makers.put("event-from-rest", v -> published("message", v, LOBBY, null));
        makers.put("ack-send", v -> Event.Ack.delivered(FrameId.of(4), "send", null, 2));
        makers.put("error", v -> error(v, FrameId.of(6), ErrorCode.FORBIDDEN, null));
        makers.put("error-rate_limited", v -> error(v, FrameId.of(7), ErrorCode.RATE_LIMITED, 2.0));
        makers.put("error-without-id", v -> error(v, null, ErrorCode.BAD_FRAME, null));
        makers.put("error-expelled", v -> Event.Failure.expelled(RoomName.of("private.team")));
        makers.put("event-ephemeral", v -> published("typing", v, LOBBY, ADA));
        makers.put("event-private", v -> published("message", v, null, ADA));
        makers.put("event-notifications", v -> published("notifications", v, null, null));
        makers.put("event-new_notification", v -> published("new_notification", v, null, null));
        makers.put("event-new_notification-expires", v -> published("new_notification", v, null, null));
        makers.put("event-notification_read", v -> published("notification_read", v, null, null));
        makers.put("event-notification_read-all", v -> published("notification_read", v, null, null));
        RoomName dashboard = RoomName.of("system.dashboard");
        makers.put("event-dashboard_data", v -> published("dashboard_data", v, dashboard, null));
        makers.put("event-dashboard_update", v -> published("dashboard_update", v, dashboard, null));
        makers.put("event-dashboard_update-details", v -> published("dashboard_update", v, dashboard, null));
        makers.put("joined", v -> new Event.Joined(LOBBY, new User("bob", "Bob"), 4));
        makers.put("left", v -> new Event.Left(LOBBY, new User("bob", "Bob"), 3));
        makers.put("ping", v -> new Event.Ping());
        makers.put("pong", v -> new Event.Pong(null));
        makers.put("pong-id", v -> new Event.Pong(FrameId.of(1)));
        makers.put("goodbye", v -> new Event.Goodbye("restarting", 3));
        makers.put("presence-server", v -> new Event.Present(FrameId.of(9), null, List.of(), 0));
        makers.put("presence", v -> new Event.Present(FrameId.of(8), LOBBY, members(), 2));
        makers.put("welcome", v -> welcome("c-3f8a", new User("ada", "Ada"), List.of("user", "publisher"), 3600L));
        makers.put("welcome-anonymous", v -> welcome("c-3f8b", new User(null, "Guest"), List.of(), null));
        return makers;
    }

    private static List<Member> members() {
        return List.of(
                new Member("ada", "Ada", "ada@example.org", TIME, 2),
                new Member("anon-c-3f8b", "Guest", null, TIME, 1));
    }

    private static Event error(JsonObject vector, FrameId id, ErrorCode code, Double retryAfter) {
        return new Event.Failure(id, code.code(), vector.getString("message"), retryAfter, code.isTemporary());
    }

    private static Event published(String event, JsonObject vector, RoomName room, Sender from) {
        return new Event.Published(
                event, new Payload(vector.get("data").toString()), room, position(vector), from, TIME);
    }

    private static Event history(JsonObject vector, FrameId id) {
        List<SharedEvent> events = vector.getJsonArray("events").getValuesAs(JsonObject.class).stream()
                .map(event ->
                        new SharedEvent(published("message", event, LOBBY, event.containsKey("from") ? ADA : null)))
                .toList();
        return new Event.History(id, LOBBY, vector.getString("epoch"), events, vector.getBoolean("complete"));
    }

    private static Position position(JsonObject vector) {
        return vector.containsKey("offset")
                ? new Position(
                        vector.getString("epoch"),
                        vector.getJsonNumber("offset").longValueExact())
                : null;
    }

    private static Event welcome(String connection, User user, List<String> roles, Long ttl) {
        return new Event.Welcome(
                new ConnectionId(connection),
                user,
                user.id() != null,
                new LinkedHashSet<>(roles),
                ttl,
                25,
                10,
                65536,
                new Event.Limits(60, 60, 100, 1000, 1_048_576),
                "chat",
                "node-1",
                "1.0.0",
                TIME);
    }

    /** The error that a client would be told; of a batch, that of its first frame that earns one. */
    private static String codeOf(Command command) {
        if (command instanceof Command.Malformed malformed) {
            return malformed.why().code().code();
        }
        if (command instanceof Command.Custom) {
            return ErrorCode.UNKNOWN_TYPE.code();
        }
        if (command instanceof Command.Batch batch) {
            return batch.commands().stream()
                    .map(GoldenVectorsTest::codeOf)
                    .filter(code -> !code.equals("none"))
                    .findFirst()
                    .orElse("none");
        }
        return "none";
    }

    /** The value as maps, lists and plain values, in which 2 equals 2.0. */
    private static Object plain(JsonValue value) {
        if (value instanceof JsonObject object) {
            Map<String, Object> map = new TreeMap<>();
            object.forEach((key, item) -> map.put(key, plain(item)));
            return map;
        }
        if (value instanceof JsonArray array) {
            List<Object> list = new ArrayList<>();
            array.forEach(item -> list.add(plain(item)));
            return list;
        }
        return value instanceof JsonNumber number ? number.bigDecimalValue().stripTrailingZeros() : value.toString();
    }

    private static Map<String, String> vectors(String folder) {
        Map<String, String> vectors = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(
                Path.of(GoldenVectorsTest.class.getResource("/wire/" + folder).toURI()))) {
            for (Path file : new TreeSet<>(files.toList())) {
                String name = file.getFileName().toString();
                String text = Files.readString(file);
                vectors.put(name.substring(0, name.length() - ".json".length()), text.substring(0, text.length() - 1));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        return vectors;
    }
}
