package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** What the dashboard tells beside its single figures: rooms, nodes, who came and who left. */
class DashboardDetailsIT {

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
    void aRoomThatIsTalkedInIsAmongTheBusiest() {
        try (TestClient dashboard = server.connectAs("root", "/ws/dashboard", "admin");
                TestClient chat = server.connectAs("talker", "/ws/chat/busy")) {
            chat.join("quiet");
            for (int i = 0; i < 10; i++) {
                chat.send("{'type':'publish','room':'busy','data':" + i + "}");
            }
            JsonObject data = update(
                    dashboard,
                    figures -> figures.getJsonArray("busiest_rooms").toString().contains("\"busy\""));
            JsonObject room = data.getJsonArray("busiest_rooms").getJsonObject(0);
            assertThat(room.getInt("users")).isEqualTo(1);
            assertThat(room.getInt("connections")).isEqualTo(1);
            assertThat(room.getJsonNumber("messages_per_second").doubleValue()).isPositive();
            assertThat(room.getJsonNumber("deliveries_per_second").doubleValue())
                    .isPositive();
            assertThat(data.getJsonArray("busiest_rooms").toString()).doesNotContain("quiet", "system.");
            JsonObject node = data.getJsonArray("connections_by_node").getJsonObject(0);
            assertThat(node.getInt("connections")).isEqualTo(data.getInt("connections"));
            assertThat(node.getString("node")).isNotBlank();
        }
    }

    @Test
    void whoCameWhoLeftAndWhoWasTurnedAwayIsInTheLog() {
        try (TestClient dashboard = server.connectAs("root", "/ws/dashboard", "admin")) {
            TestClient chat = server.connectAs("visitor", "/ws/chat");
            assertThat(dashboard
                            .request("{'type':'disconnect','user':'visitor'}")
                            .getString("type"))
                    .isEqualTo("ack");
            assertThat(chat.awaitClose()).isEqualTo(4004);
            assertThat(TestClient.open(server.ws("/ws/dashboard?token=" + TestServer.token("nosy")))
                            .awaitClose())
                    .isEqualTo(4003);
            JsonObject data = update(
                    dashboard,
                    figures -> has(figures, "disconnected", 4004)
                            && has(figures, "refused", 4003)
                            && figures.getJsonArray("recent_events").toString().contains("\"visitor\""));
            assertThat(data.getJsonArray("ends").toString()).contains("{\"code\":4003", "{\"code\":4004");
            assertThat(data.getInt("connections_refused")).isPositive();
            assertThat(data.getInt("connections_opened")).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aPublicDashboardNamesNobody() {
        try (TestServer open = TestServer.start(b -> b.setting("roomcast.dashboard.public", "true"));
                TestClient ada = open.connectAs("ada-the-first", "/ws/chat/private.user.ada-the-first");
                TestClient anyone = open.connect("/ws/dashboard")) {
            anyone.event("dashboard_data");
            ada.request("{'type':'publish','room':'private.user.ada-the-first','data':1}");
            ada.request("{'type':'publish','room':'square','data':1}");
            ada.join("square");
            ada.request("{'type':'publish','room':'square','data':1}");
            JsonObject data = update(
                    anyone,
                    figures -> figures.getJsonArray("busiest_rooms").toString().contains("square"));
            assertThat(data.toString()).contains("\"connected\"").doesNotContain("ada-the-first");
            assertThat(open.get("/api/stats").body()).contains("recent_events").doesNotContain("ada-the-first");
            assertThat(open.get("/api/stats", "Authorization", "Bearer " + TestServer.token("root", "admin"))
                            .body())
                    .contains("ada-the-first");
        }
    }

    @Test
    void anAdministratorFindsAConnection() {
        try (TestClient one = server.connectAs("findme-1", "/ws/chat/nook");
                TestClient two = server.connectAs("findme-2", "/ws/chat")) {
            assertThat(find("?search=FINDME").getInt("count")).isEqualTo(2);
            assertThat(find("?search=findme&limit=1").getJsonArray("connections"))
                    .hasSize(1);
            assertThat(find("?search=findme&limit=1").getInt("count")).isEqualTo(2);
            assertThat(find("?search=nook").toString()).contains("findme-1").doesNotContain("findme-2");
            assertThat(find("?search=nobody-of-that-name").getInt("count")).isZero();
            assertThat(get("?limit=0").statusCode()).isEqualTo(422);
        }
    }

    private static JsonObject find(String query) {
        return RestClient.json(get(query));
    }

    private static HttpResponse<String> get(String query) {
        return server.get("/api/connections" + query, "Authorization", "Bearer " + TestServer.token("root", "admin"));
    }

    private static boolean has(JsonObject figures, String kind, int code) {
        return figures.getJsonArray("recent_events").stream()
                .map(event -> event.asJsonObject())
                .anyMatch(event -> event.getString("kind").equals(kind) && event.getInt("code", 0) == code);
    }

    private static JsonObject update(TestClient dashboard, Predicate<JsonObject> wanted) {
        return dashboard
                .next(
                        frame -> frame.getString("event", "").equals("dashboard_update")
                                && wanted.test(frame.getJsonObject("data")),
                        "an update with what is wanted")
                .getJsonObject("data");
    }
}
