package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.RestClient.json;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;

@DisplayName("Notifications")
class NotificationsServersIT extends ClientSuite {

    @Test
    @DisplayName("Without a token the inbox is closed with 4001")
    void withoutAUserThereIsNoInbox() {
        TestClient client = TestClient.open(webSocket("/ws/notifications?user=x"));
        assertThat(client.next("error").getString("code")).isEqualTo("unauthenticated");
        assertThat(client.awaitClose()).isEqualTo(4001);
    }

    @Test
    @DisplayName("new_notification reaches every tab, notification_read as well")
    void aNotificationReachesEveryTabAndIsReadInAll() {
        String user = fresh("alice");
        try (TestClient tab1 = connectAs(user, "/ws/notifications");
                TestClient tab2 = connectAs(user, "/ws/notifications");
                TestClient chat = connectAs(user, "/ws/chat");
                TestClient bob = connectAs(fresh("bob"), "/ws/notifications")) {
            int unread = tab1.event("notifications").getJsonObject("data").getInt("unread");
            tab2.event("notifications");
            bob.event("notifications");
            HttpResponse<String> answer = notify("{\"message\":\"Your order left – 出荷\",\"title\":\"Order 7\","
                    + "\"type\":\"success\",\"link\":\"/orders/7\",\"to\":{\"user\":\"" + user + "\"}}");
            assertThat(answer.statusCode()).isEqualTo(202);
            String id = json(answer).getString("id");
            for (TestClient tab : List.of(tab1, tab2, chat)) {
                JsonObject notification = tab.event("new_notification").getJsonObject("data");
                assertThat(notification.getString("id")).isEqualTo(id);
                assertThat(notification.getString("title")).isEqualTo("Order 7");
                assertThat(notification.getString("message")).isEqualTo("Your order left – 出荷");
                assertThat(notification.getString("type")).isEqualTo("success");
                assertThat(notification.getString("link")).isEqualTo("/orders/7");
                assertThat(notification.getString("timestamp")).endsWith("Z");
                assertThat(notification.getBoolean("read")).isFalse();
            }
            assertThat(tab1.request("{'type':'mark_read','notification':'" + id + "'}")
                            .getString("action"))
                    .isEqualTo("mark_read");
            for (TestClient tab : List.of(tab1, tab2, chat)) {
                JsonObject read = tab.event("notification_read").getJsonObject("data");
                assertThat(read.getString("id")).isEqualTo(id);
                assertThat(read.getInt("unread")).isEqualTo(unread);
            }
            assertThat(bob.drain()).isEmpty();
            assertThat(tab1.request("{'type':'mark_read','notification':'nope'}")
                            .getString("code"))
                    .isEqualTo("not_found");
        }
    }

    @Test
    @DisplayName("Who was offline finds theirs at the next opening, the newest 50")
    void whoWasOfflineFindsTheirsAtTheNextOpening() {
        String carol = fresh("carol");
        String dan = fresh("dan");
        int before = json(inbox(dan, "", dan)).getInt("unread");
        for (int i = 0; i < 52; i++) {
            notify("{\"message\":\"n" + i + "\",\"to\":{\"users\":[\"" + carol + "\",\"" + dan + "\"]}}");
        }
        try (TestClient client = connectAs(carol, "/ws/notifications")) {
            JsonObject listed = client.event("notifications").getJsonObject("data");
            assertThat(listed.getInt("unread")).isEqualTo(before + 52);
            assertThat(listed.getJsonArray("notifications")).hasSize(50);
            assertThat(listed.getJsonArray("notifications").getJsonObject(0).getString("message"))
                    .isEqualTo("n51");
            client.request("{'type':'mark_read','notification':'all'}");
            assertThat(client.event("notification_read").getJsonObject("data").getString("id"))
                    .isEqualTo("all");
        }
        assertThat(json(inbox(carol, "?unread=true", carol)).getInt("unread")).isZero();
        assertThat(json(inbox(dan, "", dan)).getInt("unread")).isEqualTo(before + 52);
    }

    @Test
    @DisplayName("A role is an audience; everybody is one, those who come later too")
    void aRoleAndEverybodyAreAudiencesToo() {
        String role = fresh("editor");
        String message = fresh("for all");
        try (TestClient editor = connectAs(fresh("ed"), "/ws/notifications", role);
                TestClient other = connectAs(fresh("other"), "/ws/notifications")) {
            editor.event("notifications");
            other.event("notifications");
            notify("{\"message\":\"for editors\",\"to\":{\"role\":\"" + role + "\"}}");
            assertThat(editor.event("new_notification").getJsonObject("data").getString("message"))
                    .isEqualTo("for editors");
            assertThat(other.drain()).isEmpty();
            notify("{\"message\":\"" + message + "\"}");
            editor.event("new_notification");
            other.event("new_notification");
        }
        try (TestClient late = connectAs(fresh("late"), "/ws/notifications")) {
            assertThat(late.event("notifications").toString()).contains(message);
        }
    }

    @Test
    @DisplayName("REST: pages of an inbox; a ttl tells the end; a key is kept once")
    void anInboxIsReadInPages() {
        String fred = fresh("fred");
        String to = "\"to\":{\"user\":\"" + fred + "\"}}";
        int before = json(inbox(fred, "", fred)).getInt("unread");
        for (int i = 1; i <= 3; i++) {
            notify("{\"message\":\"n" + i + "\",\"ttl\":3600," + to);
        }
        List<JsonObject> page = list(inbox(fred, "?limit=2", fred));
        assertThat(page.stream().map(one -> one.getString("message"))).containsExactly("n3", "n2");
        assertThat(page.get(0).getString("expires")).endsWith("Z");
        String older = "?before=" + page.get(1).getString("id");
        assertThat(list(inbox(fred, older, fred)).get(0).getString("message")).isEqualTo("n1");
        String keyed = "{\"message\":\"once\",\"key\":\"" + fred + "\"," + to;
        String id = json(notify(keyed)).getString("id");
        JsonObject again = json(notify(keyed));
        assertThat(again.getString("id")).isEqualTo(id);
        assertThat(again.getBoolean("duplicate")).isTrue();
        assertThat(json(inbox(fred, "", fred)).getInt("unread")).isEqualTo(before + 4);
        assertThat(inbox(fred, "?limit=501", fred).statusCode()).isEqualTo(422);
        assertThat(inbox(fred, "?before=nonsense", fred).statusCode()).isEqualTo(422);
    }

    private static List<JsonObject> list(HttpResponse<String> inbox) {
        return json(inbox).getJsonArray("notifications").getValuesAs(JsonObject.class);
    }

    @Test
    @DisplayName("REST: an inbox is one's own or an administrator's business")
    void anInboxIsOnesOwnOrAnAdministratorsBusiness() {
        String eve = fresh("eve");
        notify("{\"message\":\"m\",\"to\":{\"user\":\"" + eve + "\"}}");
        String path = "/api/users/" + eve + "/notifications";
        assertThat(rest().get(path).statusCode()).isEqualTo(401);
        assertThat(inbox(eve, "", fresh("mallory")).statusCode()).isEqualTo(403);
        assertThat(rest().get(path, "Authorization", bearer("root", "admin")).statusCode())
                .isEqualTo(200);
        try (TestClient tab = connectAs(eve, "/ws/notifications")) {
            tab.event("notifications");
            HttpResponse<String> read = rest().post(path + "/read", "{\"id\":\"all\"}", "Authorization", bearer(eve));
            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(json(read).getInt("unread")).isZero();
            assertThat(tab.event("notification_read").getJsonObject("data").getInt("unread"))
                    .isZero();
        }
        JsonObject first = json(inbox(eve, "?unread=false", eve))
                .getJsonArray("notifications")
                .getJsonObject(0);
        assertThat(first.getBoolean("read")).isTrue();
        assertThat(inbox(eve, "?unread=perhaps", eve).statusCode()).isEqualTo(422);
        assertThat(rest().post(path + "/read", "{\"id\":\"nope\"}", "Authorization", bearer(eve))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("The endpoint takes its own frames only, and no client speaks as the server")
    void theEndpointTakesItsOwnFramesOnly() {
        String victim = fresh("victim");
        try (TestClient inbox = connectAs(victim, "/ws/notifications");
                TestClient mallory = connectAs(fresh("mallory"), "/ws/chat", "publisher")) {
            inbox.event("notifications");
            assertThat(inbox.request("{'type':'join','room':'x'}").getString("code"))
                    .isEqualTo("forbidden");
            assertThat(inbox.request("{'type':'presence'}").getString("type")).isEqualTo("presence");
            assertThat(mallory.request("{'type':'send','to':{'user':'" + victim
                                    + "'},'event':'new_notification','data':{}}")
                            .getString("code"))
                    .isEqualTo("forbidden");
            assertThat(inbox.drain()).isEmpty();
        }
    }

    private HttpResponse<String> notify(String body) {
        return rest().post("/api/notify", body, "X-API-Key", ServerSettings.API_KEY);
    }

    private HttpResponse<String> inbox(String user, String query, String reader) {
        return rest().get("/api/users/" + user + "/notifications" + query, "Authorization", bearer(reader));
    }
}
