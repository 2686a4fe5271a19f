package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

class RestIT {

    private static final String JSON = "application/json";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void onePostReachesEveryoneARoomOrUsers() {
        try (TestClient alice = server.connectAs("alice", "/ws/chat");
                TestClient bob = server.connectAs("bob", "/ws/chat")) {
            alice.join("orders");
            // those of another test may still be on their way out
            eventually(() -> assertThat(server.registry().connectionCount()).isEqualTo(2));
            HttpResponse<String> toAll = server.push("/api/messages", "{\"event\":\"all\",\"data\":{\"n\":1}}");
            assertThat(toAll.statusCode()).isEqualTo(202);
            assertThat(json(toAll).getString("status")).isEqualTo("sent");
            assertThat(json(toAll).getString("message")).isEqualTo("Message broadcasted");
            assertThat(json(toAll).getInt("delivered")).isEqualTo(2);
            assertThat(alice.event("all").getJsonObject("from").getString("name"))
                    .isEqualTo("shop");
            bob.event("all");

            assertThat(delivered("/api/messages", "{\"room\":\"orders\",\"event\":\"room\",\"data\":1}"))
                    .isEqualTo(1);
            alice.event("room");
            assertThat(delivered("/api/rooms/orders/messages", "{\"event\":\"direct\",\"data\":1}"))
                    .isEqualTo(1);
            alice.event("direct");
            assertThat(delivered("/api/messages", "{\"to\":{\"user\":\"bob\"},\"event\":\"you\",\"data\":1}"))
                    .isEqualTo(1);
            bob.event("you");
            assertThat(delivered("/api/messages", "{\"to\":{\"users\":[\"bob\",\"alice\"]},\"data\":1}"))
                    .isEqualTo(2);
            assertThat(bob.event("message").getInt("data")).isEqualTo(1);
            assertThat(alice.event("message").getInt("data")).isEqualTo(1);
        }
    }

    @Test
    void aBatchKeepsItsOrderAndABadOneSendsNothing() {
        try (TestClient alice = server.connectAs("batch-reader", "/ws/chat")) {
            alice.join("batch");
            StringBuilder batch = new StringBuilder("[");
            for (int i = 0; i < 500; i++) {
                batch.append("{\"room\":\"batch\",\"data\":").append(i).append("},");
            }
            String whole = batch.substring(0, batch.length() - 1) + "]";
            HttpResponse<String> answer = server.push("/api/messages/batch", whole);
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(json(answer).getJsonArray("results")).hasSize(500);
            for (int i = 0; i < 500; i++) {
                assertThat(alice.event("message").getInt("data")).isEqualTo(i);
            }
            HttpResponse<String> bad =
                    server.push("/api/messages/batch", "[{\"room\":\"batch\",\"data\":1},{\"room\":\"batch\"}]");
            assertThat(bad.statusCode()).isEqualTo(422);
            assertThat(json(bad).getJsonObject("errors").getString("data")).isEqualTo("is missing");
            assertThat(alice.drain()).isEmpty();
        }
    }

    @Test
    void nothingIsPushedWithoutAKeyOrTheRole() {
        String body = "{\"data\":1}";
        for (String path : List.of("/api/messages", "/api/messages/batch", "/api/notify", "/api/rooms/x/messages")) {
            assertThat(server.send("POST", path, body, "Content-Type", JSON).statusCode())
                    .as(path)
                    .isEqualTo(401);
            assertThat(server.send("POST", path, body, "Content-Type", JSON, "X-API-Key", "wrong")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.send("POST", path, body, "Content-Type", JSON, "Authorization", "Bearer x.y.z")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.send("POST", path, body, "Content-Type", JSON, "Authorization", "Basic eDp5")
                            .statusCode())
                    .isEqualTo(401);
            HttpResponse<String> user =
                    server.send("POST", path, body, "Content-Type", JSON, "Authorization", bearer("u"));
            assertThat(user.statusCode()).isEqualTo(403);
            assertThat(json(user).getString("code")).isEqualTo("forbidden");
        }
        assertThat(server.send(
                                "POST",
                                "/api/messages",
                                body,
                                "Content-Type",
                                JSON,
                                "Authorization",
                                bearer("p", "publisher"))
                        .statusCode())
                .isEqualTo(202);
        assertThat(server.send("PUT", "/api/dashboard/w", "{\"value\":1}", "Content-Type", JSON)
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.push("/api/messages", "{\"room\":\"system.dashboard\",\"data\":1}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void everyErrorIsAProblemDocument() {
        Map<Integer, HttpResponse<String>> answers = Map.of(
                400, server.push("/api/messages", "{\"data\":"),
                401, server.get("/api/connections"),
                403, server.get("/api/connections", "Authorization", bearer("u")),
                404, server.get("/api/no/such/thing"),
                405, server.send("PATCH", "/api/rooms", "{}", "Content-Type", JSON),
                413, server.push("/api/messages", "{\"data\":\"" + "x".repeat(1_100_000) + "\"}"),
                415,
                        server.send(
                                "POST",
                                "/api/messages",
                                "data=1",
                                "Content-Type",
                                "text/plain",
                                "X-API-Key",
                                TestServer.API_KEY),
                422, server.push("/api/messages", "{\"room\":\"no room\",\"data\":1}"));
        answers.forEach((status, answer) -> {
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as("type of %d", status)
                    .startsWith("application/problem+json");
            assertThat(json(answer).getInt("status")).isEqualTo(status);
            assertThat(json(answer).getString("title")).isNotBlank();
            assertThat(json(answer).getString("detail")).isNotBlank();
            assertThat(answer.body()).doesNotContain("org.", "java.", "Exception");
        });
    }

    @Test
    void aHeaderThatIsNoMediaTypeIsAnsweredWithAProblemDocumentToo() throws IOException {
        for (String header : List.of("Content-Type: nonsense", "Accept: application/json;q=nonsense")) {
            try (RawClient client = RawClient.ask("GET", server.ws("/api/rooms"), header + "\r\n")) {
                assertThat(client.status()).as(header).isEqualTo(400);
                assertThat(client.head()).as(header).contains("application/problem+json");
            }
        }
    }

    @Test
    void bodiesAreReadAsStrictlyAsFrames() {
        for (String bad : List.of(
                "",
                "[]",
                "null",
                "{\"data\":1} x",
                "{\"data\":1,\"data\":2}",
                "{\"data\":\"\\u0000\"}",
                "{\"data\":\"\\udc00\"}",
                "{\"data\":1e999999999}",
                "{\"data\":99999999999999999999}",
                "{\"data\":" + "[".repeat(40) + "]".repeat(40) + "}")) {
            assertThat(server.push("/api/messages", bad).statusCode()).as(bad).isEqualTo(400);
        }
        for (String invalid : List.of(
                "{}",
                "{\"data\":1,\"event\":5}",
                "{\"data\":1,\"room\":[]}",
                "{\"data\":1,\"to\":\"bob\"}",
                "{\"data\":1,\"to\":{}}",
                "{\"data\":1,\"event\":\"" + "e".repeat(200) + "\"}",
                "{\"data\":1,\"room\":\"a\",\"to\":{\"user\":\"b\"}}")) {
            HttpResponse<String> answer = server.push("/api/messages", invalid);
            assertThat(answer.statusCode()).as(invalid).isEqualTo(422);
            assertThat(json(answer).getJsonObject("errors")).as(invalid).isNotEmpty();
        }
    }

    @Test
    void aRetryWithTheSameKeyIsPublishedOnceAndAnsweredAlike() {
        try (TestClient reader = server.connectAs("idem", "/ws/chat")) {
            reader.join("idem");
            String body = "{\"room\":\"idem\",\"data\":1}";
            HttpResponse<String> first = idempotent("k-1", body);
            HttpResponse<String> again = idempotent("k-1", body);
            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(again.body()).isEqualTo(first.body());
            reader.event("message");
            assertThat(reader.drain()).isEmpty();
            assertThat(idempotent("k-1", "{\"room\":\"idem\",\"data\":2}").statusCode())
                    .isEqualTo(422);
            assertThat(idempotent("k-2", "{\"room\":\"idem\"}").statusCode()).isEqualTo(422);
            assertThat(idempotent("k-2", body).statusCode())
                    .as("a refused request may be repeated")
                    .isEqualTo(202);
            assertThat(idempotent("k".repeat(129), body).statusCode()).isEqualTo(422);
        }
    }

    @Test
    void bodiesThatLookAlikeToAShortHashAreTwo() {
        String one = "{\"room\":\"alike\",\"data\":\"Aa\"}";
        String other = "{\"room\":\"alike\",\"data\":\"BB\"}";
        assertThat(one).hasSameHashCodeAs(other);
        assertThat(idempotent("alike", one).statusCode()).isEqualTo(202);
        assertThat(idempotent("alike", other).statusCode()).isEqualTo(422);
    }

    @Test
    void roomsAndUsersAreListedAsFarAsTheCallerMaySeeThem() {
        try (TestClient alice = server.connectAs("lister", "/ws/chat")) {
            alice.join("open");
            alice.join("private.user.lister");
            assertThat(server.get("/api/rooms").body()).contains("\"open\"").doesNotContain("private.");
            assertThat(server.get("/api/rooms", "Authorization", bearer("root", "admin"))
                            .body())
                    .contains("private.user.lister");
            JsonObject info = json(server.get("/api/rooms/open/info"));
            assertThat(info.getString("room")).isEqualTo("open");
            assertThat(info.getInt("connections")).isEqualTo(1);
            assertThat(info.getInt("users")).isEqualTo(1);
            assertThat(server.get("/api/rooms/private.user.lister/info").statusCode())
                    .isEqualTo(401);
            assertThat(server.get("/api/rooms/private.user.lister/info", "Authorization", bearer("other"))
                            .statusCode())
                    .isEqualTo(403);
            JsonObject users = json(server.get("/api/users"));
            assertThat(users.getJsonArray("users").getValuesAs(JsonObject.class).stream()
                            .map(u -> u.getString("id")))
                    .contains("lister");
            assertThat(users.getInt("count"))
                    .isEqualTo(users.getJsonArray("users").size());
        }
    }

    @Test
    void anAdministratorSeesAndEndsConnections() {
        String admin = bearer("root", "admin");
        TestClient victim = server.connectAs("seen", "/ws/chat");
        victim.join("seen-room");
        JsonObject view = json(server.get("/api/connections/" + victim.connectionId(), "Authorization", admin));
        assertThat(view.getJsonObject("user").getString("id")).isEqualTo("seen");
        assertThat(view.getString("address")).isEqualTo("127.0.0.1");
        assertThat(view.getString("ready_state")).isEqualTo("open");
        assertThat(view.getJsonArray("rooms").getString(0)).isEqualTo("seen-room");
        assertThat(server.get("/api/connections", "Authorization", admin).body())
                .contains(victim.connectionId());
        assertThat(server.get("/api/connections", "X-API-Key", TestServer.API_KEY)
                        .statusCode())
                .as("an API key is no administrator")
                .isEqualTo(403);
        assertThat(server.send("DELETE", "/api/connections/" + victim.connectionId(), null, "Authorization", admin)
                        .statusCode())
                .isEqualTo(204);
        assertThat(victim.awaitClose()).isEqualTo(4004);
        eventually(() -> assertThat(server.get("/api/connections/" + victim.connectionId(), "Authorization", admin)
                        .statusCode())
                .isEqualTo(404));

        TestClient tab1 = server.connectAs("tabs", "/ws/chat");
        TestClient tab2 = server.connectAs("tabs", "/ws/chat");
        assertThat(server.send("DELETE", "/api/users/tabs/connections", null, "Authorization", admin)
                        .statusCode())
                .isEqualTo(204);
        assertThat(tab1.awaitClose()).isEqualTo(4004);
        assertThat(tab2.awaitClose()).isEqualTo(4004);
    }

    @Test
    void probesAnswerAndMetricsAreGuarded() {
        assertThat(server.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
        assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(server.get("/health/nonsense").statusCode()).isEqualTo(404);
        assertThat(server.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(server.get("/metrics", "Authorization", bearer("u")).statusCode())
                .isEqualTo(403);
        try (TestClient client = server.connect("/ws/chat/metered")) {
            client.next("ack");
            for (String[] who :
                    new String[][] {{"X-API-Key", TestServer.API_KEY}, {"Authorization", bearer("root", "admin")}}) {
                HttpResponse<String> metrics = server.get("/metrics", who);
                assertThat(metrics.statusCode()).isEqualTo(200);
                assertThat(metrics.body())
                        .containsPattern("roomcast_connections [1-9]")
                        .containsPattern("roomcast_frames_sent_total [1-9]")
                        .contains("jvm_memory_used_bytes");
            }
        }
    }

    private int delivered(String path, String body) {
        return json(server.push(path, body)).getInt("delivered");
    }

    private HttpResponse<String> idempotent(String key, String body) {
        return server.send(
                "POST",
                "/api/messages",
                body,
                "Content-Type",
                JSON,
                "X-API-Key",
                TestServer.API_KEY,
                "Idempotency-Key",
                key);
    }

    private static String bearer(String user, String... roles) {
        return "Bearer " + TestServer.token(user, roles);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return Json.createReader(new StringReader(answer.body())).readObject();
    }
}
