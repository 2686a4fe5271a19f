package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;

@DisplayName("Chat: frames")
class ChatServersIT extends ClientSuite {

    @Test
    @DisplayName("welcome tells what the server knows and asks")
    void welcomeTellsWhatTheServerKnows() {
        String user = fresh("alice");
        try (TestClient alice = connectAs(user, "/ws/chat", "moderator");
                TestClient nobody = connect("/ws/chat?user=Nobody")) {
            JsonObject welcome = alice.welcome;
            assertThat(welcome.getJsonObject("user").getString("id")).isEqualTo(user);
            assertThat(welcome.getJsonObject("user").getString("name")).isEqualTo(capitalised(user));
            assertThat(welcome.getJsonArray("roles").getString(0)).isEqualTo("moderator");
            assertThat(welcome.getInt("token_ttl")).isBetween(3500, 3600);
            assertThat(welcome.getString("endpoint")).isEqualTo("chat");
            assertThat(welcome.getInt("max_message_size")).isEqualTo(ServerSettings.MESSAGE_SIZE);
            assertThat(welcome.getInt("heartbeat_interval"))
                    .isEqualTo((int) ServerSettings.HEARTBEAT_INTERVAL.toSeconds());
            assertThat(welcome.getInt("heartbeat_timeout"))
                    .isEqualTo((int) ServerSettings.HEARTBEAT_TIMEOUT.toSeconds());
            assertThat(welcome.getString("time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(welcome.getString("node")).isNotBlank();
            assertThat(welcome.getString("version")).matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(nobody.welcome.getBoolean("authenticated")).isFalse();
            assertThat(nobody.welcome.containsKey("token_ttl")).isFalse();
            assertThat(nobody.connectionId()).isNotEqualTo(alice.connectionId());
        }
    }

    @Test
    @DisplayName("join, publish: every member gets the event, with its true sender")
    void aPublicationReachesEveryMemberWithItsTrueSender() {
        String room = fresh("tea");
        String user = fresh("alice");
        try (TestClient alice = connectAs(user, "/ws/chat");
                TestClient bob = connect("/ws/chat/" + room + "?user=bob")) {
            bob.next("ack");
            assertThat(alice.join(room).getInt("members")).isEqualTo(2);
            JsonObject ack = alice.request("{'type':'publish','room':'" + room
                    + "','data':{'text':'Grüße 🫖'},'from':{'id':'root','name':'Root'}}");
            assertThat(ack.getString("action")).isEqualTo("publish");
            assertThat(ack.getString("room")).isEqualTo(room);
            assertThat(ack.getInt("delivered")).isEqualTo(2);
            for (TestClient reader : List.of(alice, bob)) {
                JsonObject event = reader.event("message");
                assertThat(event.getJsonObject("data").getString("text")).isEqualTo("Grüße 🫖");
                assertThat(event.getString("room")).isEqualTo(room);
                assertThat(event.getString("time")).endsWith("Z");
                assertThat(event.getJsonObject("from").getString("id")).isEqualTo(user);
                assertThat(event.getJsonObject("from").getString("name")).isEqualTo(capitalised(user));
                assertThat(event.getJsonObject("from").getString("connection_id"))
                        .isEqualTo(alice.connectionId());
            }
        }
    }

    @Test
    @DisplayName("publish with echo, ephemeral, key: not to oneself, not twice")
    void echoEphemeralAndKeyOfAPublication() {
        String room = fresh("echo");
        String user = fresh("carol");
        try (TestClient tab1 = connectAs(user, "/ws/chat");
                TestClient tab2 = connectAs(user, "/ws/chat")) {
            tab1.join(room);
            tab2.join(room);
            String typing = "{'type':'publish','room':'" + room
                    + "','event':'typing','data':null,'echo':false,'ephemeral':true,'key':'k'}";
            assertThat(tab1.request(typing).getInt("delivered")).isEqualTo(1);
            assertThat(tab2.event("typing").isNull("data")).isTrue();
            JsonObject again = tab1.request(typing);
            assertThat(again.getBoolean("duplicate")).isTrue();
            assertThat(tab1.drain()).isEmpty();
            assertThat(tab2.drain()).isEmpty();
        }
    }

    @Test
    @DisplayName("leave: nothing of the room comes after its ack")
    void afterLeavingNothingOfTheRoomComes() {
        String room = fresh("leaving");
        try (TestClient alice = connectAs(fresh("alice"), "/ws/chat");
                TestClient bob = connectAs(fresh("bob"), "/ws/chat")) {
            alice.join(room);
            bob.join(room);
            alice.next("joined");
            assertThat(alice.request("{'type':'leave','room':'" + room + "'}").getString("action"))
                    .isEqualTo("leave");
            bob.request("{'type':'publish','room':'" + room + "','data':1}");
            assertThat(alice.drain()).isEmpty();
            assertThat(alice.request("{'type':'leave','room':'" + room + "'}").getString("code"))
                    .isEqualTo("not_joined");
        }
    }

    @Test
    @DisplayName("send: to a connection, to a user, to users")
    void privateMessagesReachAConnectionAUserOrSeveral() {
        String ada = fresh("ada");
        String bea = fresh("bea");
        try (TestClient from = connectAs(fresh("sender"), "/ws/chat");
                TestClient a1 = connectAs(ada, "/ws/chat");
                TestClient a2 = connectAs(ada, "/ws/notifications");
                TestClient b = connectAs(bea, "/ws/chat")) {
            assertThat(from.request("{'type':'send','to':{'user':'" + ada + "'},'data':1}")
                            .getInt("delivered"))
                    .isEqualTo(2);
            assertThat(a1.event("message").containsKey("room")).isFalse();
            assertThat(a2.event("message").getInt("data")).isEqualTo(1);
            assertThat(from.request("{'type':'send','to':{'users':['" + ada + "','" + bea
                                    + "']},'event':'hey','data':2}")
                            .getInt("delivered"))
                    .isEqualTo(3);
            b.event("hey");
            a1.event("hey");
            from.request("{'type':'send','to':{'connection':'" + a2.connectionId() + "'},'event':'you','data':3}");
            a2.event("you");
            assertThat(a1.drain()).isEmpty();
            assertThat(from.request("{'type':'send','to':{'user':'nobody'},'data':1}")
                            .getString("code"))
                    .isEqualTo("not_found");
        }
    }

    @Test
    @DisplayName("broadcast: to everyone, to a room; needs the role")
    void broadcastReachesEveryoneOrARoom() {
        String room = fresh("news");
        String all = fresh("all");
        try (TestClient publisher = connectAs(fresh("pub"), "/ws/chat", "publisher");
                TestClient user = connectAs(fresh("user"), "/ws/chat");
                TestClient member = connect("/ws/chat/" + room)) {
            member.next("ack");
            assertThat(publisher
                            .request("{'type':'broadcast','event':'" + all + "','data':1}")
                            .getInt("delivered"))
                    .isGreaterThanOrEqualTo(3);
            user.event(all);
            member.event(all);
            JsonObject ack = publisher.request("{'type':'broadcast','room':'" + room + "','event':'r','data':1}");
            assertThat(ack.getInt("delivered")).isEqualTo(1);
            member.event("r");
            assertThat(user.drain())
                    .noneMatch(frame -> frame.getString("event", "").equals("r"));
            assertThat(user.request("{'type':'broadcast','data':1}").getString("code"))
                    .isEqualTo("forbidden");
        }
    }

    @Test
    @DisplayName("ping is answered pong, with and without an id; pong is taken")
    void pingIsAnsweredPong() {
        try (TestClient client = connect("/ws/chat")) {
            client.send("{'type':'ping','id':'a'}");
            assertThat(client.next("pong").getString("id")).isEqualTo("a");
            client.send("{'type':'ping','id':-7}");
            assertThat(client.next("pong").getInt("id")).isEqualTo(-7);
            client.send("{'type':'ping'}");
            assertThat(client.next("pong").containsKey("id")).isFalse();
            client.send("{'type':'pong'}");
            assertThat(client.drain()).isEmpty();
        }
    }

    @Test
    @DisplayName("batch: carried out in order, each answered by its id, its own ack last")
    void aBatchIsCarriedOutInOrderAndAnsweredByItsIds() {
        String room = fresh("batch");
        try (TestClient client = connectAs(fresh("batcher"), "/ws/chat")) {
            // what has to be read from the history first is answered when that is done
            client.join(room);
            client.send("{'type':'batch','id':'b','frames':[{'type':'join','room':'" + room + "','id':1},"
                    + "{'type':'publish','room':'" + room
                    + "','data':'x','ephemeral':true,'id':2},{'type':'nonsense','id':3},"
                    + "{'type':'batch','id':4,'frames':[]},7,{'type':'leave','room':'" + room + "','id':5}]}");
            assertThat(answer(client, "1").getString("action")).isEqualTo("join");
            assertThat(answer(client, "2").getString("action")).isEqualTo("publish");
            assertThat(answer(client, "3").getString("code")).isEqualTo("unknown_type");
            assertThat(answer(client, "4").getString("code")).isEqualTo("bad_frame");
            assertThat(answer(client, "5").getString("action")).isEqualTo("leave");
            assertThat(answer(client, "\"b\"").getString("action")).isEqualTo("batch");
        }
    }

    private static JsonObject answer(TestClient client, String id) {
        JsonObject next = client.next(frame -> frame.containsKey("id"), "answer to " + id);
        assertThat(next.get("id")).hasToString(id);
        return next;
    }

    @Test
    @DisplayName("batch=true: frames that wait together come together, in order")
    void aBatchingConnectionGetsWaitingFramesTogetherAndInOrder() {
        String room = fresh("together");
        try (TestClient reader = connect("/ws/chat/" + room + "?batch=true&user=r");
                TestClient writer = connectAs(fresh("w"), "/ws/chat")) {
            reader.next("ack");
            writer.join(room);
            int count = 400;
            for (int i = 0; i < count; i++) {
                writer.send("{'type':'publish','room':'" + room + "','data':" + i + ",'echo':false}");
            }
            for (int i = 0; i < count; i++) {
                assertThat(reader.event("message").getInt("data")).isEqualTo(i);
            }
            writer.request("{'type':'publish','room':'" + room + "','data':'alone','echo':false}");
            reader.event("message");
            assertThat(reader.messages()).last().asString().startsWith("{");
        }
    }

    @Test
    @DisplayName("authenticate: an anonymous connection becomes a user, and never another one")
    void anAnonymousConnectionAuthenticatesLater() {
        String room = fresh("later");
        String user = fresh("late");
        try (TestClient client = connect("/ws/chat?user=someone");
                TestClient watcher = connectAs(fresh("watcher"), "/ws/chat")) {
            watcher.join(room);
            client.join(room);
            watcher.next("joined");
            assertThat(client.request("{'type':'authenticate','token':'" + token(user) + "'}")
                            .getInt("token_ttl"))
                    .isBetween(3500, 3600);
            assertThat(watcher.next("left").getJsonObject("user").getString("id"))
                    .isEqualTo("anon-" + client.connectionId());
            assertThat(watcher.next("joined").getJsonObject("user").getString("id"))
                    .isEqualTo(user);
            assertThat(client.request("{'type':'authenticate','token':'" + token(fresh("other")) + "'}")
                            .getString("code"))
                    .isEqualTo("forbidden");
            assertThat(client.request("{'type':'authenticate','token':'x.y.z'}").getString("code"))
                    .isEqualTo("unauthenticated");
        }
    }

    @Test
    @DisplayName("disconnect: an administrator ends connections, with 4004")
    void anAdministratorEndsConnections() {
        String user = fresh("victim");
        try (TestClient admin = connectAs(fresh("root"), "/ws/chat", "admin")) {
            TestClient one = connectAs(user, "/ws/chat");
            TestClient two = connectAs(user, "/ws/chat");
            assertThat(two.request("{'type':'disconnect','user':'x'}").getString("code"))
                    .isEqualTo("forbidden");
            String first = "{'type':'disconnect','connection':'" + one.connectionId() + "','reason':'spam'}";
            assertThat(admin.request(first).getString("action")).isEqualTo("disconnect");
            assertThat(one.awaitClose()).isEqualTo(4004);
            assertThat(two.drain()).isEmpty();
            admin.request("{'type':'disconnect','user':'" + user + "'}");
            assertThat(two.awaitClose()).isEqualTo(4004);
            assertThat(admin.request("{'type':'disconnect','user':'" + user + "'}")
                            .getString("code"))
                    .isEqualTo("not_found");
        }
    }
}
