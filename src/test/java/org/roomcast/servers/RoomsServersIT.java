package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestClient;

@DisplayName("Rooms and presence")
class RoomsServersIT extends ClientSuite {

    @Test
    @DisplayName("joined and left are per user and not per tab; left comes after the grace period")
    void joinedAndLeftArePerUserAndNotPerTab() {
        String room = fresh("tabs");
        String user = fresh("dave");
        try (TestClient watcher = connectAs(fresh("watcher"), "/ws/chat")) {
            watcher.join(room);
            TestClient tab1 = connectAs(user, "/ws/chat/" + room);
            JsonObject joined = watcher.next("joined");
            assertThat(joined.getJsonObject("user").getString("id")).isEqualTo(user);
            assertThat(joined.getInt("members")).isEqualTo(2);
            TestClient tab2 = connectAs(user, "/ws/chat/" + room);
            tab2.next("ack");
            tab1.close();
            tab1.awaitClose();
            assertThat(watcher.drain()).isEmpty();
            tab2.close();
            tab2.awaitClose();
            eventually(() -> assertThat(inRoom(watcher, room, user).getInt("connections"))
                    .isZero());
            JsonObject left = watcher.next("left");
            assertThat(left.getJsonObject("user").getString("id")).isEqualTo(user);
            assertThat(left.getInt("members")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("Who comes back within the grace period was never away")
    void whoComesBackWithinTheGracePeriodWasNeverAway() {
        String room = fresh("grace");
        String user = fresh("erin");
        try (TestClient watcher = connectAs(fresh("watcher"), "/ws/chat")) {
            watcher.join(room);
            TestClient before = connectAs(user, "/ws/chat/" + room);
            watcher.next("joined");
            before.cut();
            eventually(() -> assertThat(inRoom(watcher, room, user).getInt("connections"))
                    .isZero());
            try (TestClient after = connectAs(user, "/ws/chat/" + room)) {
                assertThat(after.next("ack").getInt("members")).isEqualTo(2);
                assertThat(watcher.drain()).noneMatch(RoomsServersIT::isComingOrGoing);
            }
        }
    }

    private static boolean isComingOrGoing(JsonObject frame) {
        return List.of("joined", "left").contains(frame.getString("type"));
    }

    private static JsonObject inRoom(TestClient watcher, String room, String user) {
        return watcher
                .request("{'type':'presence','room':'" + room + "'}")
                .getJsonArray("users")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(member -> member.getString("id").equals(user))
                .findFirst()
                .orElseThrow(() -> new AssertionError(user + " is not in the room"));
    }

    @Test
    @DisplayName("presence lists the users of a room and of the server")
    void presenceListsUsersOfARoomAndOfTheServer() {
        String room = fresh("present");
        String zoe = fresh("zoe");
        try (TestClient alice = connectAs(zoe, "/ws/chat");
                TestClient anonymous = connect("/ws/chat/" + room + "?user=Ann")) {
            anonymous.next("ack");
            alice.join(room);
            JsonObject presence = alice.request("{'type':'presence','room':'" + room + "'}");
            assertThat(presence.getInt("count")).isEqualTo(2);
            assertThat(presence.getString("room")).isEqualTo(room);
            List<JsonObject> users = presence.getJsonArray("users").getValuesAs(JsonObject.class);
            assertThat(users.get(0).getString("id")).isEqualTo("anon-" + anonymous.connectionId());
            assertThat(users.get(0).getString("name")).isEqualTo("Ann");
            assertThat(users.get(1).getString("id")).isEqualTo(zoe);
            assertThat(users.get(1).getInt("connections")).isEqualTo(1);
            assertThat(users.get(1).getString("connected_at")).endsWith("Z");
            alice.send("{'type':'presence'}");
            JsonObject everywhere = alice.next("presence");
            assertThat(everywhere.containsKey("room")).isFalse();
            assertThat(everywhere.getJsonArray("users").getValuesAs(JsonObject.class).stream()
                            .map(user -> user.getString("id")))
                    .contains(zoe, "anon-" + anonymous.connectionId());
        }
    }

    @Test
    @DisplayName("A connection that vanishes without a close is forgotten")
    void aConnectionThatVanishesIsForgotten() {
        String room = fresh("vanish");
        TestClient client = connect("/ws/chat/" + room);
        client.next("ack");
        client.cut();
        eventually(() -> assertThat(RestClient.json(rest().get("/api/rooms/" + room + "/info"))
                        .getInt("connections"))
                .isZero());
    }

    @Test
    @DisplayName("private, presence and system rooms are guarded")
    void privatePresenceAndSystemRoomsAreGuarded() {
        String user = fresh("mallory");
        String room = fresh("private.x");
        try (TestClient anonymous = connect("/ws/chat/" + room);
                TestClient mallory = connectAs(user, "/ws/chat");
                TestClient admin = connectAs(fresh("root"), "/ws/chat", "admin")) {
            assertThat(anonymous.next("error").getString("code")).isEqualTo("unauthenticated");
            assertThat(code(anonymous.join(fresh("presence.x")))).isEqualTo("unauthenticated");
            assertThat(code(mallory.join(room))).isEqualTo("forbidden");
            assertThat(code(mallory.join("private.user.alice"))).isEqualTo("forbidden");
            assertThat(code(mallory.join("system.dashboard"))).isEqualTo("forbidden");
            assertThat(code(mallory.join("private.user." + user))).isEqualTo("ack");
            assertThat(code(mallory.join(fresh("presence.x")))).isEqualTo("ack");
            assertThat(code(admin.join(room))).isEqualTo("ack");
            assertThat(code(admin.request("{'type':'publish','room':'system.dashboard','data':1}")))
                    .isEqualTo("forbidden");
        }
    }

    @Test
    @DisplayName("Room policies are kept: who may publish, who is told who is there")
    void roomPoliciesAreKept() {
        String news = fresh("news.a");
        String named = fresh("named.a");
        String ticker = fresh("ticker.a");
        String quiet = fresh("quiet.a");
        try (TestClient anonymous = connect("/ws/chat");
                TestClient user = connectAs(fresh("u"), "/ws/chat");
                TestClient publisher = connectAs(fresh("p"), "/ws/chat", "publisher")) {
            for (TestClient client : List.of(anonymous, user, publisher)) {
                for (String room : List.of(news, named, ticker, quiet)) {
                    assertThat(code(client.join(room))).isEqualTo("ack");
                }
            }
            assertThat(code(publish(user, news))).isEqualTo("forbidden");
            assertThat(code(publish(publisher, news))).isEqualTo("ack");
            assertThat(code(publish(anonymous, named))).isIn("unauthenticated", "forbidden");
            assertThat(code(publish(user, named))).isEqualTo("ack");
            assertThat(code(publish(publisher, ticker))).isEqualTo("forbidden");
            assertThat(code(user.request("{'type':'presence','room':'" + quiet + "'}")))
                    .isEqualTo("forbidden");
        }
    }

    private static JsonObject publish(TestClient client, String room) {
        return client.request("{'type':'publish','room':'" + room + "','data':1}");
    }

    /** The code of an error; the type of anything else. */
    private static String code(JsonObject answer) {
        return answer.getString("code", answer.getString("type"));
    }
}
