package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestClient;

@DisplayName("Handshake")
class HandshakeServersIT extends ClientSuite {

    @Test
    @DisplayName("A token travels by header, by subprotocol entry or in the query")
    void aTokenTravelsByHeaderSubprotocolOrQuery() {
        String user = fresh("alice");
        String token = token(user);
        for (TestClient client : List.of(
                TestClient.open(TestClient.builder().header("Authorization", "Bearer " + token), webSocket("/ws/chat")),
                TestClient.open(webSocket("/ws/chat"), JSON_PROTOCOL, "bearer." + token),
                TestClient.open(webSocket("/ws/chat"), "bearer." + token, JSON_PROTOCOL),
                TestClient.open(webSocket("/ws/chat"), "bearer." + token),
                TestClient.open(webSocket("/ws/chat?token=" + token)))) {
            try (client) {
                JsonObject welcome = client.next("welcome");
                assertThat(welcome.getJsonObject("user").getString("id")).isEqualTo(user);
                assertThat(welcome.getBoolean("authenticated")).isTrue();
                assertThat(client.subprotocol()).doesNotContain("bearer");
            }
        }
    }

    @Test
    @DisplayName("The header comes before the subprotocol entry, and that before the query")
    void theHeaderComesBeforeTheSubprotocolAndThatBeforeTheQuery() {
        String first = fresh("first");
        String second = fresh("second");
        String third = token(fresh("third"));
        try (TestClient all = welcomed(TestClient.open(
                        TestClient.builder().header("Authorization", bearer(first)),
                        webSocket("/ws/chat?token=" + third),
                        "bearer." + token(second)));
                TestClient two =
                        welcomed(TestClient.open(webSocket("/ws/chat?token=" + third), "bearer." + token(second)))) {
            assertThat(all.welcome.getJsonObject("user").getString("id")).isEqualTo(first);
            assertThat(two.welcome.getJsonObject("user").getString("id")).isEqualTo(second);
        }
    }

    @Test
    @DisplayName("A token that is not valid is refused in words and with 4001")
    void aTokenThatIsNotValidIsRefusedInWords() {
        for (String token : List.of(
                "rubbish",
                "a.b.c",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsImV4cCI6OTk5OTk5OTk5OX0.",
                token("x") + "x",
                "x".repeat(5000))) {
            TestClient client = TestClient.open(webSocket("/ws/chat?token=" + token));
            assertThat(client.next("error").getString("code")).as(token).isEqualTo("unauthenticated");
            assertThat(client.awaitClose()).as(token).isEqualTo(4001);
        }
    }

    @Test
    @DisplayName("A token that has ended is told so and closed with 4203")
    void aTokenThatHasEndedAsksForANewOne() {
        TestClient client =
                TestClient.open(webSocket("/ws/chat?token=" + token(fresh("late"), Duration.ofMinutes(-1))));
        assertThat(client.next("error").getString("code")).isEqualTo("token_expired");
        assertThat(client.awaitClose()).isEqualTo(4203);
    }

    @Test
    @DisplayName("A page of the own origin or of a listed one connects")
    void aPageOfTheOwnOriginOrOfAListedOneConnects() {
        for (String origin : List.of(ownOrigin(), ServerSettings.ALLOWED_ORIGIN, "https://a.b.apps.example")) {
            try (TestClient client =
                    TestClient.open(TestClient.builder().header("Origin", origin), webSocket("/ws/chat"))) {
                client.next("welcome");
            }
        }
    }

    @Test
    @DisplayName("Foreign origins and look-alikes are refused with 403")
    void foreignOriginsAndLookAlikesAreRefused() {
        String allowed = ServerSettings.ALLOWED_ORIGIN;
        for (String origin : List.of(
                "https://evil.example",
                allowed + ".evil.example",
                allowed + ":444",
                allowed.replace("https:", "http:"),
                "https://xapp.example",
                "https://app.example@evil.example",
                "https://a.apps.example.evil.example",
                "https://evil-apps.example",
                "https://apps.example",
                base().getScheme() + "://" + base().getHost() + ":1",
                ownOrigin() + ".evil.example",
                "null",
                "file://")) {
            HttpResponse<?> answer =
                    TestClient.refused(TestClient.builder().header("Origin", origin), webSocket("/ws/chat"));
            assertThat(answer.statusCode()).as(origin).isEqualTo(403);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(origin)
                    .startsWith("application/problem+json");
            assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                    .as(origin)
                    .contains("nosniff");
        }
    }

    @Test
    @DisplayName("The subprotocol is selected from those offered; an unknown one is not")
    void theSubprotocolIsSelectedFromThoseOffered() {
        try (TestClient json = connectAs(fresh("json"), "/ws/chat");
                TestClient both = welcomed(TestClient.open(webSocket("/ws/chat"), "somebody.elses.v9", JSON_PROTOCOL));
                TestClient unknown = welcomed(TestClient.open(webSocket("/ws/chat"), "somebody.elses.v9"));
                TestClient none = connect("/ws/chat")) {
            assertThat(json.subprotocol()).isEqualTo(JSON_PROTOCOL);
            assertThat(both.subprotocol()).isEqualTo(JSON_PROTOCOL);
            assertThat(unknown.subprotocol()).isEmpty();
            assertThat(none.subprotocol()).isEmpty();
        }
    }

    @Test
    @DisplayName("A GET without an upgrade is answered 400 with a problem document")
    void aGetWithoutAnUpgradeIsToldToUpgrade() {
        for (String path : List.of("/ws/chat", "/ws/chat/lobby", "/ws/notifications", "/ws/dashboard")) {
            HttpResponse<String> answer = rest().get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(RestClient.json(answer).getString("error"))
                    .isEqualTo("This endpoint requires WebSocket upgrade");
            assertThat(RestClient.json(answer).getInt("status")).isEqualTo(400);
        }
    }

    @Test
    @DisplayName("The name of an anonymous connection is read as UTF-8")
    void theNameOfAnAnonymousConnectionIsReadAsUtf8() {
        try (TestClient named = connect("/ws/chat?user=J%C3%BCrgen%20%E2%98%95%F0%9F%AB%96");
                TestClient nameless = connect("/ws/chat")) {
            assertThat(named.welcome.getJsonObject("user").getString("name")).isEqualTo("Jürgen ☕🫖");
            assertThat(named.welcome.getJsonObject("user").isNull("id")).isTrue();
            assertThat(nameless.welcome.getJsonObject("user").getString("name")).isEqualTo("anonymous");
        }
    }

    @Test
    @DisplayName("A room in the path is joined on opening; one that is no room is an error")
    void aRoomInThePathIsJoinedOnOpening() {
        String room = fresh("tea.@=,;_1");
        try (TestClient member = connect("/ws/chat/" + room.replace(";", "%3B"));
                TestClient stranger = connect("/ws/chat/no%20room")) {
            JsonObject ack = member.next("ack");
            assertThat(ack.getString("action")).isEqualTo("join");
            assertThat(ack.getString("room")).isEqualTo(room);
            assertThat(ack.getInt("members")).isEqualTo(1);
            assertThat(ack.containsKey("id")).isFalse();
            assertThat(stranger.next("error").getString("code")).isEqualTo("bad_room");
            assertThat(stranger.join(fresh("a-room")).getString("type")).isEqualTo("ack");
        }
    }

    @Test
    @DisplayName("The peer's address is known, whatever a client claims in headers")
    void thePeersAddressIsKnownWhateverAClientClaims() {
        TestClient.open(webSocket("/ws/chat")).close();
        try (TestClient client = welcomed(TestClient.open(
                TestClient.builder()
                        .header("X-Roomcast-Peer", "6.6.6.6")
                        .header("X-Forwarded-For", "7.7.7.7")
                        .header("Forwarded", "for=8.8.8.8"),
                webSocket("/ws/chat?user=x&theme=dark")))) {
            JsonObject seen = RestClient.json(
                    rest().get("/api/connections/" + client.connectionId(), "Authorization", bearer("root", "admin")));
            assertThat(seen.getString("address")).isEqualTo("127.0.0.1");
            assertThat(seen.getString("path")).isEqualTo(webSocket("/ws/chat").getPath());
            assertThat(seen.getString("endpoint")).isEqualTo("chat");
        }
    }
}
