package org.roomcast.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestClient;

/** Passing oneself off as somebody else, or one's words as the server's. */
@ExtendWith(AbuseExtension.class)
class SpoofAbuseIT {

    private static final String FALSE_FIELDS =
            ",'from':{'id':'ada','name':'Ada','connection_id':'c'},'user':{'id':'ada'},"
                    + "'users':['ada'],'roles':['admin'],'sub':'ada','name':'Ada','connection_id':'c','offset':99,'epoch':'e',"
                    + "'time':'1999-01-01T00:00:00.000Z','node':'n','authenticated':true,'email':'ada@example.org'";

    private final AbusedServer server;

    SpoofAbuseIT(AbusedServer server) {
        this.server = server;
    }

    @Test
    void aFrameCarriesOnlyWhatTheServerKnowsOfItsSender() {
        try (TestClient bob = as("bob");
                TestClient mallory = as("mallory")) {
            bob.join("square-0");
            mallory.request("{'type':'join','room':'square-0'" + FALSE_FIELDS + "}");
            assertThat(bob.next("joined").getJsonObject("user").getString("id")).isEqualTo("mallory");
            mallory.request("{'type':'publish','room':'square-0','data':1" + FALSE_FIELDS + "}");
            assertFromMallory(bob.next("event"), mallory);
            mallory.request("{'type':'send','to':{'user':'bob'},'data':2" + FALSE_FIELDS + "}");
            assertFromMallory(bob.next("event"), mallory);
            assertThat(bob.request("{'type':'presence','room':'square-0'}").toString())
                    .contains("mallory")
                    .doesNotContain("\"ada\"", "example.org");
            mallory.request("{'type':'leave','room':'square-0'" + FALSE_FIELDS + "}");
            assertThat(bob.next("left").getJsonObject("user").getString("id")).isEqualTo("mallory");
        }
    }

    @Test
    void anAnonymousConnectionIsNobodyWhateverItCallsItself() {
        try (TestClient bob = as("bob");
                TestClient mallory = TestClient.open(server.ws(
                        "/ws/chat?user=ada%0d%0aX%00&sub=ada&id=ada&roles=admin&name=ada&connection_id=c&user=root"))) {
            JsonObject welcome = mallory.next("welcome");
            assertThat(welcome.getBoolean("authenticated")).isFalse();
            assertThat(welcome.getJsonArray("roles")).isEmpty();
            assertThat(welcome.getJsonObject("user").isNull("id")).isTrue();
            assertThat(welcome.getJsonObject("user").getString("name")).isEqualTo("adaX");
            bob.join("square-1");
            mallory.join("square-1");
            mallory.request("{'type':'publish','room':'square-1','data':1" + FALSE_FIELDS + "}");
            assertThat(bob.next("event").getJsonObject("from").isNull("id")).isTrue();
            assertThat(bob.request("{'type':'presence','room':'square-1'}").toString())
                    .contains("anon-");
        }
    }

    @Test
    void eventsOfTheServersOwnAndFramesOfTheServersOwnAreRefused() {
        try (TestClient bob = as("bob");
                TestClient mallory = as("mallory")) {
            bob.join("square-2");
            mallory.join("square-2");
            bob.next("joined");
            for (String event : List.of(
                    "new_notification", "notifications", "notification_read", "dashboard_data", "dashboard_update")) {
                for (String frame : List.of(
                        "{'type':'publish','room':'square-2','data':1,'event':'" + event + "'}",
                        "{'type':'send','to':{'user':'bob'},'data':1,'event':'" + event + "'}")) {
                    assertThat(mallory.request(frame).getString("code"))
                            .as(frame)
                            .isEqualTo("forbidden");
                }
            }
            for (String type :
                    List.of("welcome", "event", "joined", "left", "goodbye", "ack", "error", "presence_update")) {
                assertThat(mallory.request("{'type':'" + type + "','room':'square-2','user':{'id':'ada'}}")
                                .getString("code"))
                        .isEqualTo("unknown_type");
            }
            assertThat(bob.drain()).isEmpty();
        }
    }

    @Test
    void eventsOfTheServersOwnAreNotPushedByRestEither() {
        RestClient rest = server.rest();
        try (TestClient bob = as("bob")) {
            bob.join("square-4");
            for (String event : List.of(
                    "new_notification", "notifications", "notification_read", "dashboard_data", "dashboard_update")) {
                String message = "{\"event\":\"" + event + "\",\"data\":{\"message\":\"forged\"}";
                for (String[] push : new String[][] {
                    {"api/messages", message + "}"},
                    {"api/messages", message + ",\"to\":{\"user\":\"bob\"}}"},
                    {"api/messages/batch", "[{\"data\":1}," + message + ",\"room\":\"square-4\"}]"},
                    {"api/rooms/square-4/messages", message + "}"}
                }) {
                    assertThat(rest.post(push[0], push[1], "X-API-Key", AbusedServer.API_KEY)
                                    .statusCode())
                            .as(push[1])
                            .isEqualTo(403);
                }
            }
            assertThat(bob.drain()).isEmpty();
        }
    }

    @Test
    void aMessageByRestHasTheCallerAsItsSender() {
        RestClient rest = server.rest();
        try (TestClient bob = as("bob")) {
            bob.join("square-3");
            String body = ("{'data':1" + FALSE_FIELDS + "}").replace('\'', '"');
            assertThat(rest.post(
                                    "api/rooms/square-3/messages",
                                    body,
                                    "Authorization",
                                    "Bearer " + Forger.valid("mallory", "publisher"))
                            .statusCode())
                    .isEqualTo(202);
            JsonObject from = bob.next("event").getJsonObject("from");
            assertThat(from.getString("id")).isEqualTo("mallory");
            assertThat(rest.post("api/rooms/square-3/messages", body, "X-API-Key", AbusedServer.API_KEY)
                            .statusCode())
                    .isEqualTo(202);
            from = bob.next("event").getJsonObject("from");
            assertThat(from.isNull("id")).isTrue();
            assertThat(from.getString("name")).isEqualTo("shop");
        }
    }

    @Test
    void noHeaderChangesTheAddressThatTheServerSees() throws IOException {
        try (Attacker mallory = new Attacker(server, 44)) {
            mallory.send("GET /ws/chat HTTP/1.1\r\nX-Roomcast-Peer: 10.1.1.1\r\nx-roomcast-peer: 10.1.1.2\r\n"
                    + "X-Forwarded-For: 10.1.1.3\r\nForwarded: for=10.1.1.4\r\nX-Real-IP: 10.1.1.5\r\nClient-IP: 10.1.1.6\r\n"
                    + Attacker.UPGRADE + "\r\n");
            assertThat(mallory.readHead()).startsWith("HTTP/1.1 101 ");
            String connections = server.rest()
                    .get("api/connections", "Authorization", "Bearer " + Forger.valid("root", "admin"))
                    .body();
            assertThat(connections).contains("127.0.0.44").doesNotContain("10.1.1.");
        }
    }

    private static void assertFromMallory(JsonObject event, TestClient mallory) {
        JsonObject from = event.getJsonObject("from");
        assertThat(from.getString("id")).isEqualTo("mallory");
        assertThat(from.getString("connection_id")).isEqualTo(mallory.connectionId());
        assertThat(event.getString("time")).doesNotStartWith("1999");
        assertThat(event.toString()).doesNotContain("\"ada\"", "\"e\"");
    }

    private TestClient as(String user) {
        TestClient client = TestClient.open(server.ws("/ws/chat"), "bearer." + Forger.valid(user));
        client.welcome = client.next("welcome");
        return client;
    }
}
