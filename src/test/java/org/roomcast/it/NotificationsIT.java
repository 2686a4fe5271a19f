package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

class NotificationsIT {

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutAUserThereIsNoInbox() {
        assertThat(TestClient.open(server.ws("/ws/notifications?user=x")).awaitClose())
                .isEqualTo(4001);
    }

    @Test
    void aNotificationReachesEveryTabAndIsReadInAll() {
        try (TestClient tab1 = server.connectAs("alice", "/ws/notifications");
                TestClient tab2 = server.connectAs("alice", "/ws/notifications");
                TestClient chat = server.connectAs("alice", "/ws/chat");
                TestClient bob = server.connectAs("bob", "/ws/notifications")) {
            assertThat(tab1.event("notifications").getJsonObject("data").getInt("unread"))
                    .isZero();
            tab2.event("notifications");
            bob.event("notifications");

            HttpResponse<String> answer = server.push(
                    "/api/notify",
                    "{\"message\":\"Your order left\",\"title\":\"Order 7\",\"type\":\"success\","
                            + "\"link\":\"/orders/7\",\"to\":{\"user\":\"alice\"}}");
            assertThat(answer.statusCode()).isEqualTo(202);
            String id = json(answer).getString("id");

            for (TestClient tab : List.of(tab1, tab2, chat)) {
                JsonObject notification = tab.event("new_notification").getJsonObject("data");
                assertThat(notification.getString("id")).isEqualTo(id);
                assertThat(notification.getString("title")).isEqualTo("Order 7");
                assertThat(notification.getString("message")).isEqualTo("Your order left");
                assertThat(notification.getString("type")).isEqualTo("success");
                assertThat(notification.getString("link")).isEqualTo("/orders/7");
                assertThat(notification.getString("timestamp")).endsWith("Z");
            }
            assertThat(tab1.request("{'type':'mark_read','notification':'" + id + "'}")
                            .getString("type"))
                    .isEqualTo("ack");
            for (TestClient tab : List.of(tab1, tab2)) {
                JsonObject read = tab.event("notification_read").getJsonObject("data");
                assertThat(read.getString("id")).isEqualTo(id);
                assertThat(read.getInt("unread")).isZero();
            }
            assertThat(bob.drain()).isEmpty();
            assertThat(tab1.request("{'type':'mark_read','notification':'nope'}")
                            .getString("code"))
                    .isEqualTo("not_found");
        }
    }

    @Test
    void whoWasOfflineFindsTheirsAtTheNextOpening() {
        for (int i = 0; i < 60; i++) {
            server.push("/api/notify", "{\"message\":\"n" + i + "\",\"to\":{\"users\":[\"carol\",\"dan\"]}}");
        }
        try (TestClient carol = server.connectAs("carol", "/ws/notifications")) {
            JsonObject listed = carol.event("notifications").getJsonObject("data");
            assertThat(listed.getInt("unread")).isEqualTo(60);
            List<JsonObject> newest = listed.getJsonArray("notifications").getValuesAs(JsonObject.class);
            assertThat(newest).hasSize(50);
            assertThat(newest.get(0).getString("message")).isEqualTo("n59");
            carol.request("{'type':'mark_read','notification':'all'}");
            assertThat(carol.event("notification_read").getJsonObject("data").getString("id"))
                    .isEqualTo("all");
        }
        try (TestClient carol = server.connectAs("carol", "/ws/notifications")) {
            assertThat(carol.event("notifications").getJsonObject("data").getInt("unread"))
                    .isZero();
        }
        assertThat(json(inbox("dan", "?unread=true")).getInt("unread")).isEqualTo(60);
    }

    @Test
    void aRoleAndEverybodyAreAudiencesToo() {
        try (TestClient editor = server.connectAs("ed", "/ws/notifications", "editor");
                TestClient other = server.connectAs("other", "/ws/notifications")) {
            editor.event("notifications");
            other.event("notifications");
            server.push("/api/notify", "{\"message\":\"for editors\",\"to\":{\"role\":\"editor\"}}");
            assertThat(editor.event("new_notification").getJsonObject("data").getString("message"))
                    .isEqualTo("for editors");
            assertThat(other.drain()).isEmpty();
            server.push("/api/notify", "{\"message\":\"for all\"}");
            editor.event("new_notification");
            other.event("new_notification");
        }
        try (TestClient late = server.connectAs("late", "/ws/notifications")) {
            JsonObject listed = late.event("notifications").getJsonObject("data");
            assertThat(listed.getInt("unread"))
                    .as("what is for everybody is for those who come later")
                    .isEqualTo(1);
        }
    }

    @Test
    void anInboxIsOnesOwnOrAnAdministratorsBusiness() {
        server.push("/api/notify", "{\"message\":\"m\",\"to\":{\"user\":\"eve\"}}");
        assertThat(inbox("eve", "").statusCode()).isEqualTo(200);
        assertThat(server.get("/api/users/eve/notifications").statusCode()).isEqualTo(401);
        assertThat(server.get("/api/users/eve/notifications", "Authorization", "Bearer " + TestServer.token("mallory"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.get(
                                "/api/users/eve/notifications",
                                "Authorization",
                                "Bearer " + TestServer.token("root", "admin"))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> read = server.send(
                "POST",
                "/api/users/eve/notifications/read",
                "{\"id\":\"all\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + TestServer.token("eve"));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(json(inbox("eve", "?unread=true")).getInt("unread")).isZero();
        assertThat(json(inbox("eve", ""))
                        .getJsonArray("notifications")
                        .getJsonObject(0)
                        .getBoolean("read"))
                .isTrue();
    }

    @Test
    void noClientCanPassOffItsWordsAsTheServers() {
        try (TestClient mallory = server.connectAs("mallory", "/ws/chat", "publisher");
                TestClient victim = server.connectAs("victim", "/ws/notifications")) {
            victim.event("notifications");
            assertThat(mallory.request("{'type':'send','to':{'user':'victim'},'event':'new_notification','data':{}}")
                            .getString("code"))
                    .isEqualTo("forbidden");
            assertThat(mallory.request("{'type':'broadcast','event':'dashboard_update','data':{}}")
                            .getString("code"))
                    .isEqualTo("forbidden");
            assertThat(victim.drain()).isEmpty();
        }
    }

    @Test
    void aNotificationIsCheckedFieldByField() {
        for (String bad : List.of(
                "{\"title\":\"no message\"}",
                "{\"message\":\" \"}",
                "{\"message\":5}",
                "{\"message\":\"m\",\"link\":\"javascript:alert(1)\"}",
                "{\"message\":\"m\",\"link\":\"//evil.example\"}",
                "{\"message\":\"m\",\"title\":\"" + "t".repeat(300) + "\"}",
                "{\"message\":\"m\",\"to\":{}}",
                "{\"message\":\"m\",\"to\":{\"users\":[]}}",
                "{\"message\":\"m\",\"to\":\"alice\"}")) {
            assertThat(server.push("/api/notify", bad).statusCode()).as(bad).isEqualTo(422);
        }
    }

    private HttpResponse<String> inbox(String user, String query) {
        return server.get(
                "/api/users/" + user + "/notifications" + query, "Authorization", "Bearer " + TestServer.token(user));
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return Json.createReader(new StringReader(answer.body())).readObject();
    }
}
