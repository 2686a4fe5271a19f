package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.RestClient.json;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;

@DisplayName("Dashboard")
class DashboardServersIT extends ClientSuite {

    @Test
    @DisplayName("Without a token it is closed with 4001, without the role with 4003")
    void itNeedsTheRole() {
        assertThat(TestClient.open(webSocket("/ws/dashboard")).awaitClose()).isEqualTo(4001);
        assertThat(TestClient.open(webSocket("/ws/dashboard"), "bearer." + token(fresh("u")))
                        .awaitClose())
                .isEqualTo(4003);
    }

    @Test
    @DisplayName("dashboard_data comes at once, dashboard_update with what happened since")
    void itsFiguresAreMeasured() {
        String room = fresh("figures");
        try (TestClient dashboard = connectAs(fresh("root"), "/ws/dashboard", "admin");
                TestClient chat = connectAs(fresh("chatter"), "/ws/chat/" + room)) {
            JsonObject event = dashboard.event("dashboard_data");
            assertThat(event.getString("room")).isEqualTo("system.dashboard");
            JsonObject first = event.getJsonObject("data");
            assertThat(first.getString("system_status")).isEqualTo("healthy");
            assertThat(first.getJsonNumber("heap_used").longValue()).isPositive();
            assertThat(first.getJsonNumber("cpu").doubleValue()).isBetween(0.0, 1.0);
            assertThat(first.getInt("nodes")).isEqualTo(1);
            int messages = 20;
            for (int i = 0; i < messages; i++) {
                chat.request("{'type':'publish','room':'" + room + "','data':" + i + "}");
            }
            JsonObject update = dashboard.next(
                    frame -> frame.getString("event", "").equals("dashboard_update")
                            && frame.getJsonObject("data").getInt("messages_today")
                                    >= first.getInt("messages_today") + messages,
                    "an update with the messages");
            assertThat(update.getJsonObject("data").getInt("connections")).isGreaterThanOrEqualTo(2);
            assertThat(update.getJsonObject("data")
                            .getJsonNumber("deliveries_per_second")
                            .doubleValue())
                    .isPositive();
        }
    }

    @Test
    @DisplayName("Widgets are set and removed by REST, shown at once and to those who come later")
    void widgetsArePushedByRestAndKeptForThoseWhoComeLater() {
        String sales = fresh("sales");
        String load = fresh("load");
        assertThat(put(sales, "{\"title\":\"Ventes été\",\"value\":42.5,\"unit\":\"€\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(json(put(load, "{\"series\":[1,2,3.5]}")).getString("id")).isEqualTo(load);
        try (TestClient late = connectAs(fresh("root"), "/ws/dashboard", "admin")) {
            assertThat(late.event("dashboard_data").toString())
                    .contains("\"" + sales + "\"", "\"value\":42.5", "\"unit\":\"€\"", "Ventes été", "[1,2,3.5]");
            put(sales, "{\"value\":\"later\"}");
            late.next(frame -> frame.toString().contains("\"value\":\"later\""), "the new value");
            assertThat(delete(sales)).isEqualTo(204);
            assertThat(delete(sales)).isEqualTo(404);
            late.next(frame -> !frame.toString().contains("\"" + sales + "\""), "an update without it");
            assertThat(delete(load)).isEqualTo(204);
        }
    }

    @Test
    @DisplayName("It takes broadcast and disconnect, and frames of the chat not")
    void itTakesItsOwnFramesOnly() {
        String user = fresh("ended");
        String name = fresh("event");
        TestClient chat = connectAs(user, "/ws/chat");
        try (TestClient dashboard = connectAs(fresh("root"), "/ws/dashboard", "admin")) {
            dashboard.request("{'type':'broadcast','event':'" + name + "','data':1}");
            chat.event(name);
            assertThat(dashboard
                            .request("{'type':'disconnect','user':'" + user + "'}")
                            .getString("type"))
                    .isEqualTo("ack");
            assertThat(chat.awaitClose()).isEqualTo(4004);
            assertThat(dashboard.request("{'type':'join','room':'x'}").getString("code"))
                    .isEqualTo("forbidden");
        }
    }

    @Test
    @DisplayName("REST: the figures need publisher")
    void theFiguresNeedPublisher() {
        assertThat(rest().get("/api/stats").statusCode()).isEqualTo(401);
        assertThat(rest().get("/api/stats", "Authorization", bearer(fresh("u"))).statusCode())
                .isEqualTo(403);
        HttpResponse<String> stats = rest().get("/api/stats", "X-API-Key", ServerSettings.API_KEY);
        assertThat(stats.statusCode()).isEqualTo(200);
        assertThat(json(stats).getString("system_status")).isEqualTo("healthy");
    }

    private HttpResponse<String> put(String id, String body) {
        return rest().put("/api/dashboard/" + id, body, "X-API-Key", ServerSettings.API_KEY);
    }

    private int delete(String id) {
        return rest().delete("/api/dashboard/" + id, "X-API-Key", ServerSettings.API_KEY)
                .statusCode();
    }
}
