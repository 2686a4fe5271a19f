package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.auth.Secret;
import org.roomcast.auth.TokenMint;
import org.roomcast.auth.TokenRequest;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** Whose rooms these are, and that nobody appears as somebody else. */
class IdentityIT {

    private static final TokenMint MINT = new TokenMint(Secret.of(TestServer.SECRET), Clock.systemUTC());
    private static final TokenRequest ADA = TokenRequest.of("ada@example.org", Duration.ofHours(1))
            .withName("Ada")
            .withEmail("ada@example.org");

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(builder -> builder.setting("roomcast.presence.email", "true"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private.user.ada@example.org",
                "private.user.ADA@example.org",
                "private.user.ada",
                "private.user.ada@example.org.",
                "private.user.ada@example.org.x",
                "private.user..ada@example.org",
                "private.user.",
                "private.user",
                "private..user.ada@example.org",
                "private.",
                "private..",
                "private.User.eve",
                "private.user.eve.",
                "private.user.eve@example.org",
                "private.team"
            })
    void nobodyEntersAPrivateRoomByAnotherSpelling(String room) {
        TokenRequest greedy =
                TokenRequest.of("eve", Duration.ofHours(1)).withRooms(List.of("lobby", "private.user.*"), null);
        try (TestClient eve = open(greedy)) {
            assertThat(eve.join(room).getString("code")).isEqualTo("forbidden");
            assertThat(eve.request("{'type':'publish','room':'" + room + "','data':1}")
                            .getString("code"))
                    .isIn("forbidden", "not_joined");
            for (String frame : List.of("{'type':'presence','room':'%s'}", "{'type':'history','room':'%s'}")) {
                assertThat(eve.request(frame.formatted(room)).getString("code"))
                        .as(frame)
                        .isEqualTo("forbidden");
            }
        }
        for (String resource : List.of("info", "messages", "events")) {
            HttpResponse<String> answer =
                    server.get("/api/rooms/" + room + "/" + resource, "Authorization", "Bearer " + MINT.mint(greedy));
            assertThat(answer.statusCode()).as(resource).isEqualTo(403);
        }
    }

    @Test
    void anIdWithDotsAndAnAtHasItsOwnRoom() {
        try (TestClient ada = open(ADA)) {
            assertThat(ada.join("private.user.ada@example.org").getString("type"))
                    .isEqualTo("ack");
            assertThat(ada.join("private.user.ada").getString("code")).isEqualTo("forbidden");
            assertThat(ada.join("private.user.ADA@EXAMPLE.ORG").getString("code"))
                    .isEqualTo("forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"system.dashboard", "system.", "system.x", "system..", "system.dashboard.x"})
    void nobodyPublishesToTheServersRooms(String room) {
        try (TestClient root = server.connectAs("root", "/ws/chat", "admin", "publisher");
                TestClient dashboard = server.connectAs("root", "/ws/dashboard", "admin")) {
            dashboard.event("dashboard_data");
            for (String frame : List.of(
                    "{'type':'join','room':'%s'}",
                    "{'type':'publish','room':'%s','data':1}",
                    "{'type':'publish','room':'%s','data':1,'ephemeral':true,'event':'dashboard_update'}",
                    "{'type':'broadcast','room':'%s','data':1}")) {
                assertThat(root.request(frame.formatted(room)).getString("code"))
                        .as(frame)
                        .isEqualTo("forbidden");
            }
            assertThat(server.push("/api/rooms/" + room + "/messages", "{\"data\":1}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.push("/api/messages", "{\"room\":\"" + room + "\",\"event\":\"e\",\"data\":1}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.push("/api/messages/batch", "[{\"room\":\"" + room + "\",\"event\":\"e\",\"data\":1}]")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(dashboard.drain())
                    .allMatch(frame -> frame.getString("event").equals("dashboard_update"))
                    .noneMatch(frame -> frame.get("data").toString().equals("1"));
        }
    }

    @Test
    void whatAFrameSaysOfItsSenderCountsForNothing() {
        try (TestClient eve = server.connectAs("eve", "/ws/chat");
                TestClient reader = server.connectAs("reader", "/ws/chat")) {
            reader.join("spoof");
            eve.join("spoof");
            String forged =
                    "'from':{'id':'root','name':'Root','connection_id':'c-1'},'user':{'id':'root'},'sub':'root',"
                            + "'time':'2000-01-01T00:00:00.000Z','offset':1,'epoch':'x'";
            eve.request("{'type':'publish','room':'spoof','data':1," + forged + "}");
            assertFromEve(reader.event("message"), eve);
            eve.request("{'type':'send','to':{'user':'reader'},'data':1," + forged + "}");
            assertFromEve(reader.event("message"), eve);
            assertThat(server.send(
                                    "POST",
                                    "/api/rooms/spoof/messages",
                                    "{\"data\":1," + forged.replace('\'', '"') + "}",
                                    "X-API-Key",
                                    TestServer.API_KEY,
                                    "Content-Type",
                                    "application/json",
                                    "X-Roomcast-User",
                                    "root",
                                    "X-Forwarded-User",
                                    "root")
                            .statusCode())
                    .isEqualTo(202);
            JsonObject from = reader.event("message").getJsonObject("from");
            assertThat(from.toString()).contains("shop").doesNotContain("root", "Root");
        }
    }

    @Test
    void presenceShowsAddressesOnlyWhereThatIsConfigured() {
        try (TestClient ada = open(ADA)) {
            ada.join("mail");
            assertThat(ada.request("{'type':'presence','room':'mail'}").toString())
                    .contains("\"email\":\"ada@example.org\"");
            assertThat(ada.request("{'type':'presence'}").toString()).contains("\"email\":\"ada@example.org\"");
            assertThat(server.get("/api/users").body()).contains("\"email\":\"ada@example.org\"");
        }
        TokenRequest other = TokenRequest.of("ada", Duration.ofHours(1)).withEmail("tulip@example.org");
        try (TestServer quiet = TestServer.start();
                TestClient ada =
                        TestClient.open(quiet.ws("/ws/chat"), "roomcast.v1.json", "bearer." + MINT.mint(other));
                TestClient reader = quiet.connect("/ws/chat")) {
            ada.next("welcome");
            reader.join("mail");
            ada.join("mail");
            ada.request("{'type':'publish','room':'mail','data':1}");
            reader.event("message");
            String seen = reader.request("{'type':'presence','room':'mail'}").toString()
                    + reader.request("{'type':'presence'}")
                    + reader.drain()
                    + new RestClient(quiet.http("/")).get("/api/users").body()
                    + new RestClient(quiet.http("/"))
                            .get("/api/rooms/mail/info")
                            .body();
            assertThat(seen).contains("\"ada\"").doesNotContain("tulip", "email");
        }
    }

    @Test
    void aUserIsNeverTakenForAnAnonymousConnection() {
        try (TestClient guest = server.connect("/ws/chat?user=Ada")) {
            String id = "anon-" + guest.connectionId();
            String token = org.roomcast.testing.Jws.hs256(
                    "{\"alg\":\"HS256\"}",
                    "{\"sub\":\"" + id + "\",\"exp\":4102444800}",
                    TestServer.SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            TestClient eve = TestClient.open(server.ws("/ws/chat"), "roomcast.v1.json", "bearer." + token);
            assertThat(eve.awaitClose()).isEqualTo(4001);
        }
    }

    private static void assertFromEve(JsonObject event, TestClient eve) {
        JsonObject from = event.getJsonObject("from");
        assertThat(from.getString("id")).isEqualTo("eve");
        assertThat(from.getString("name")).isEqualTo("Eve");
        assertThat(from.getString("connection_id")).isEqualTo(eve.connectionId());
        assertThat(event.getString("time")).doesNotStartWith("2000");
    }

    private static TestClient open(TokenRequest request) {
        TestClient client = TestClient.open(server.ws("/ws/chat"), "roomcast.v1.json", "bearer." + MINT.mint(request));
        client.welcome = client.next("welcome");
        return client;
    }
}
