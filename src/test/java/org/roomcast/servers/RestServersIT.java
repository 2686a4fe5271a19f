package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;
import static org.roomcast.testing.RestClient.json;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;

@DisplayName("REST")
class RestServersIT extends ClientSuite {

    @Test
    @DisplayName("POST /api/messages reaches every socket, with the key's name")
    void aMessageReachesEverySocket() {
        String name = fresh("all");
        try (TestClient alice = connectAs(fresh("alice"), "/ws/chat");
                TestClient inbox = connectAs(fresh("bob"), "/ws/notifications");
                TestClient dashboard = connectAs(fresh("root"), "/ws/dashboard", "admin")) {
            HttpResponse<String> sent =
                    push("/api/messages", "{\"event\":\"" + name + "\",\"data\":{\"t\":\"Grüße 🫖\"}}");
            assertThat(sent.statusCode()).isEqualTo(202);
            assertThat(json(sent).getString("status")).isEqualTo("sent");
            assertThat(json(sent).getString("message")).isEqualTo("Message broadcasted");
            assertThat(json(sent).getInt("delivered")).isGreaterThanOrEqualTo(3);
            for (TestClient client : new TestClient[] {alice, inbox, dashboard}) {
                JsonObject event = client.event(name);
                assertThat(event.getJsonObject("data").getString("t")).isEqualTo("Grüße 🫖");
                assertThat(event.getJsonObject("from").getString("name")).isEqualTo("shop");
                assertThat(event.getJsonObject("from").containsKey("connection_id"))
                        .isFalse();
                assertThat(event.containsKey("room")).isFalse();
            }
        }
    }

    @Test
    @DisplayName("POST of a message for a room, a user, users, a connection reaches those alone")
    void aMessageReachesThoseItIsFor() {
        String room = fresh("orders");
        String bob = fresh("bob");
        try (TestClient alice = connect("/ws/chat/" + room);
                TestClient other = connectAs(bob, "/ws/chat")) {
            alice.next("ack");
            assertThat(delivered("/api/messages", "{\"room\":\"" + room + "\",\"event\":\"a\",\"data\":1}"))
                    .isEqualTo(1);
            assertThat(delivered("/api/rooms/" + room + "/messages", "{\"event\":\"b\",\"data\":null}"))
                    .isEqualTo(1);
            assertThat(delivered("/api/messages", "{\"to\":{\"user\":\"" + bob + "\"},\"event\":\"c\",\"data\":1}"))
                    .isEqualTo(1);
            assertThat(delivered("/api/messages", "{\"to\":{\"users\":[\"" + bob + "\",\"nobody\"]},\"data\":2}"))
                    .isEqualTo(1);
            assertThat(delivered(
                            "/api/messages",
                            "{\"to\":{\"connection\":\"" + alice.connectionId() + "\"},\"event\":\"d\",\"data\":1}"))
                    .isEqualTo(1);
            assertThat(delivered("/api/messages", "{\"to\":{\"user\":\"nobody\"},\"data\":1}"))
                    .isZero();
            alice.event("a");
            alice.event("b");
            alice.event("d");
            other.event("c");
            assertThat(other.event("message").getInt("data")).isEqualTo(2);
            assertThat(alice.drain()).isEmpty();
            assertThat(other.drain()).isEmpty();
        }
    }

    @Test
    @DisplayName("POST of a batch keeps its order; one bad message sends nothing")
    void aBatchKeepsItsOrderAndABadOneSendsNothing() {
        String room = fresh("batch");
        int count = 300;
        try (TestClient reader = connect("/ws/chat/" + room)) {
            reader.next("ack");
            String batch = IntStream.range(0, count)
                    .mapToObj(i -> "{\"room\":\"" + room + "\",\"data\":" + i + "}")
                    .collect(Collectors.joining(",", "[", "]"));
            HttpResponse<String> answer = push("/api/messages/batch", batch);
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(json(answer).getInt("count")).isEqualTo(count);
            assertThat(json(answer).getJsonArray("results")).hasSize(count);
            for (int i = 0; i < count; i++) {
                assertThat(reader.event("message").getInt("data")).isEqualTo(i);
            }
            HttpResponse<String> bad =
                    push("/api/messages/batch", "[{\"room\":\"" + room + "\",\"data\":1},{\"room\":\"" + room + "\"}]");
            assertThat(bad.statusCode()).isEqualTo(422);
            assertThat(reader.drain()).isEmpty();
        }
    }

    @Test
    @DisplayName("Idempotency-Key: the retry of a POST gets the first answer and does nothing twice")
    void aRetryWithTheSameKeyIsPublishedOnceAndAnsweredAlike() {
        String room = fresh("idem");
        String key = fresh("key");
        try (TestClient reader = connect("/ws/chat/" + room)) {
            reader.next("ack");
            String body = "{\"room\":\"" + room + "\",\"data\":1}";
            HttpResponse<String> first = idempotent(key, body);
            HttpResponse<String> again = idempotent(key, body);
            assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
            assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(again.body()).isEqualTo(first.body());
            reader.event("message");
            assertThat(reader.drain()).isEmpty();
            assertThat(idempotent(key, "{\"room\":\"" + room + "\",\"data\":2}").statusCode())
                    .isEqualTo(422);
            assertThat(idempotent(fresh("k".repeat(129)), body).statusCode()).isEqualTo(422);
        }
    }

    @Test
    @DisplayName(
            "Idempotency-Key of a batch, a room's message, a notification, a mark; of another caller it is another")
    void everyPostTakesAnIdempotencyKey() {
        String room = fresh("idem");
        String user = fresh("gina");
        String bodyForRoom = "{\"room\":\"" + room + "\",\"data\":1}";
        for (List<String> post : List.of(
                List.of("/api/messages/batch", "[" + bodyForRoom + "]"),
                List.of("/api/rooms/" + room + "/messages", "{\"data\":1}"),
                List.of("/api/notify", "{\"message\":\"m\",\"to\":{\"user\":\"" + user + "\"}}"))) {
            assertReplayed(post.get(0), post.get(1), "X-API-Key", ServerSettings.API_KEY);
        }
        String mark = "/api/users/" + user + "/notifications/read";
        assertReplayed(mark, "{\"id\":\"all\"}", "Authorization", bearer(user));
        assertThat(json(rest().get("/api/rooms/" + room + "/messages")).getJsonArray("events"))
                .hasSize(2);
        String key = fresh("shared");
        String other = bearer(fresh("p"), "publisher");
        assertThat(idempotent(key, bodyForRoom).statusCode()).isEqualTo(202);
        assertThat(rest().post("/api/messages", bodyForRoom, "Authorization", other, "Idempotency-Key", key)
                        .headers()
                        .firstValue("Idempotency-Replayed"))
                .isEmpty();
    }

    private static void assertReplayed(String path, String body, String header, String secret) {
        String key = fresh("key");
        HttpResponse<String> first = rest().post(path, body, header, secret, "Idempotency-Key", key);
        HttpResponse<String> again = rest().post(path, body, header, secret, "Idempotency-Key", key);
        assertThat(first.statusCode()).as(path).isIn(200, 202);
        assertThat(again.statusCode()).as(path).isEqualTo(first.statusCode());
        assertThat(again.body()).as(path).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).as(path).contains("true");
    }

    @Test
    @DisplayName("GET of rooms and users lists what the caller may see")
    void roomsAndUsersAreListedAsFarAsTheCallerMaySeeThem() {
        String user = fresh("lister");
        String room = fresh("open");
        String own = "private.user." + user;
        try (TestClient client = connectAs(user, "/ws/chat/" + room)) {
            client.next("ack");
            client.join(own);
            assertThat(rest().get("/api/rooms").body())
                    .contains("\"" + room + "\"")
                    .doesNotContain(own);
            assertThat(rest().get("/api/rooms", "Authorization", bearer("root", "admin"))
                            .body())
                    .contains(own);
            JsonObject info = json(rest().get("/api/rooms/" + room + "/info"));
            assertThat(info.getString("room")).isEqualTo(room);
            assertThat(info.getInt("connections")).isEqualTo(1);
            assertThat(info.getInt("users")).isEqualTo(1);
            assertThat(json(rest().get("/api/rooms/nobody-is-here/info")).getInt("users"))
                    .isZero();
            JsonObject users = json(rest().get("/api/users"));
            assertThat(users.getJsonArray("users").getValuesAs(JsonObject.class).stream()
                            .map(member -> member.getString("id")))
                    .contains(user);
        }
    }

    @Test
    @DisplayName("DELETE of connections: an administrator sees and ends them, with 4004")
    void anAdministratorSeesAndEndsConnections() {
        String admin = bearer("root", "admin");
        String user = fresh("seen");
        String room = fresh("seen-room");
        TestClient victim = connectAs(user, "/ws/chat/" + room);
        victim.next("ack");
        String path = "/api/connections/" + victim.connectionId();
        JsonObject view = json(rest().get(path, "Authorization", admin));
        assertThat(view.getJsonObject("user").getString("id")).isEqualTo(user);
        assertThat(view.getString("ready_state")).isEqualTo("open");
        assertThat(view.getJsonArray("rooms").getString(0)).isEqualTo(room);
        assertThat(view.getString("connected_since")).endsWith("Z");
        assertThat(rest().get("/api/connections", "Authorization", admin).body())
                .contains(victim.connectionId());
        assertThat(rest().delete(path, "Authorization", admin).statusCode()).isEqualTo(204);
        assertThat(victim.awaitClose()).isEqualTo(4004);
        eventually(() -> assertThat(rest().get(path, "Authorization", admin).statusCode())
                .isEqualTo(404));

        TestClient tab1 = connectAs(user, "/ws/chat");
        TestClient tab2 = connectAs(user, "/ws/notifications");
        String all = "/api/users/" + user + "/connections";
        assertThat(rest().delete(all, "Authorization", admin).statusCode()).isEqualTo(204);
        assertThat(tab1.awaitClose()).isEqualTo(4004);
        assertThat(tab2.awaitClose()).isEqualTo(4004);
        eventually(() -> assertThat(rest().delete(all, "Authorization", admin).statusCode())
                .isEqualTo(404));
    }

    private HttpResponse<String> push(String path, String json) {
        return rest().post(path, json, "X-API-Key", ServerSettings.API_KEY);
    }

    private int delivered(String path, String json) {
        return json(push(path, json)).getInt("delivered");
    }

    private HttpResponse<String> idempotent(String key, String body) {
        return rest().post("/api/messages", body, "X-API-Key", ServerSettings.API_KEY, "Idempotency-Key", key);
    }
}
