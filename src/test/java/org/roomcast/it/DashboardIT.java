package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

class DashboardIT {

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
    void itNeedsTheRoleUnlessItIsPublic() {
        assertThat(TestClient.open(server.ws("/ws/dashboard")).awaitClose()).isEqualTo(4001);
        assertThat(TestClient.open(server.ws("/ws/dashboard?token=" + TestServer.token("u")))
                        .awaitClose())
                .isEqualTo(4003);
        assertThat(server.get("/api/stats").statusCode()).isEqualTo(401);
        try (TestServer open = TestServer.start(b -> b.setting("roomcast.dashboard.public", "true"));
                TestClient anyone = open.connect("/ws/dashboard")) {
            anyone.event("dashboard_data");
            assertThat(open.get("/api/stats").statusCode()).isEqualTo(200);
            assertThat(anyone.request("{'type':'disconnect','user':'x'}").getString("code"))
                    .isEqualTo("unauthenticated");
            assertThat(anyone.request("{'type':'join','room':'x'}").getString("code"))
                    .isEqualTo("forbidden");
        }
    }

    @Test
    void itsFiguresAreMeasured() {
        try (TestClient dashboard = server.connectAs("root", "/ws/dashboard", "admin");
                TestClient chat = server.connectAs("chatter", "/ws/chat")) {
            // those of another test may still be on their way out
            eventually(() -> assertThat(server.registry().connectionCount()).isEqualTo(2));
            JsonObject first = dashboard.event("dashboard_data").getJsonObject("data");
            assertThat(first.getString("system_status")).isEqualTo("healthy");
            assertThat(first.getJsonNumber("heap_used").longValue()).isPositive();
            assertThat(first.getJsonNumber("cpu").doubleValue()).isBetween(0.0, 1.0);
            assertThat(first.getInt("nodes")).isEqualTo(1);

            chat.join("figures");
            int messages = 50;
            for (int i = 0; i < messages; i++) {
                chat.send("{'type':'publish','room':'figures','data':" + i + "}");
            }
            for (int i = 0; i < messages; i++) {
                chat.event("message");
            }
            int all = first.getInt("messages_today") + messages;
            // one may come in the midst of them
            JsonObject update = dashboard
                    .next(
                            f -> f.getString("event", "").equals("dashboard_update")
                                    && f.getJsonObject("data").getInt("messages_today") >= all
                                    && f.getJsonObject("data")
                                                    .getJsonNumber("messages_per_second")
                                                    .doubleValue()
                                            > 0,
                            "an update with all messages")
                    .getJsonObject("data");
            assertThat(update.getInt("messages_today")).isEqualTo(all);
            assertThat(update.getJsonNumber("deliveries_per_second").doubleValue())
                    .isPositive();
            assertThat(update.getInt("connections")).isEqualTo(2);
            assertThat(update.getInt("users_online")).isEqualTo(2);
            assertThat(update.getInt("rooms")).isEqualTo(2);
        }
    }

    @Test
    void widgetsArePushedByRestAndKeptForThoseWhoComeLater() {
        assertThat(put("sales", "{\"title\":\"Sales\",\"value\":42.5,\"unit\":\"EUR\"}"))
                .isEqualTo(202);
        assertThat(put("load", "{\"series\":[1,2,3.5]}")).isEqualTo(202);
        assertThat(put("motto", "{\"value\":\"onwards\"}")).isEqualTo(202);
        try (TestClient late = server.connectAs("root", "/ws/dashboard", "admin")) {
            String widgets = late.event("dashboard_data")
                    .getJsonObject("data")
                    .getJsonArray("widgets")
                    .toString();
            assertThat(widgets)
                    .contains("\"id\":\"sales\"", "\"value\":42.5", "\"unit\":\"EUR\"", "[1,2,3.5]", "\"onwards\"");
            put("sales", "{\"value\":43}");
            assertThat(late.event("dashboard_update").toString()).contains("\"value\":43");
            assertThat(delete("sales")).isEqualTo(204);
            assertThat(delete("sales")).isEqualTo(404);
            assertThat(late.event("dashboard_update").toString()).doesNotContain("\"sales\"");
        }
    }

    @Test
    void aWidgetIsChecked() {
        assertThat(put("w", "{}")).isEqualTo(422);
        assertThat(put("w", "{\"value\":1,\"series\":[1]}")).isEqualTo(422);
        assertThat(put("w", "{\"series\":[\"a\"]}")).isEqualTo(422);
        assertThat(put("w", "{\"value\":{}}")).isEqualTo(422);
        assertThat(put("bad%20id", "{\"value\":1}")).isEqualTo(422);
        assertThat(put("w", "{\"value\":")).isEqualTo(400);
    }

    private static int put(String id, String body) {
        return server.send(
                        "PUT",
                        "/api/dashboard/" + id,
                        body,
                        "Content-Type",
                        "application/json",
                        "X-API-Key",
                        TestServer.API_KEY)
                .statusCode();
    }

    private static int delete(String id) {
        return server.send("DELETE", "/api/dashboard/" + id, null, "X-API-Key", TestServer.API_KEY)
                .statusCode();
    }
}
