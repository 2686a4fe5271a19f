package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

class ChatIT {

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
    void welcomeTellsWhatTheServerKnows() {
        try (TestClient alice = server.connectAs("alice", "/ws/chat", "moderator");
                TestClient nobody = server.connect("/ws/chat?user=Nobody")) {
            assertThat(alice.welcome.getJsonObject("user").getString("id")).isEqualTo("alice");
            assertThat(alice.welcome.getJsonObject("user").getString("name")).isEqualTo("Alice");
            assertThat(alice.welcome.getBoolean("authenticated")).isTrue();
            assertThat(alice.welcome.getJsonArray("roles").getString(0)).isEqualTo("moderator");
            assertThat(alice.welcome.getInt("token_ttl")).isBetween(3500, 3600);
            assertThat(alice.welcome.getString("endpoint")).isEqualTo("chat");
            assertThat(alice.welcome.getInt("max_message_size")).isEqualTo(65_536);
            assertThat(alice.welcome.getString("time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(alice.subprotocol()).isEqualTo("roomcast.v1.json");
            assertThat(nobody.welcome.getJsonObject("user").isNull("id")).isTrue();
            assertThat(nobody.welcome.getJsonObject("user").getString("name")).isEqualTo("Nobody");
            assertThat(nobody.welcome.containsKey("token_ttl")).isFalse();
        }
    }

    @Test
    void aPublicationReachesEveryMemberWithItsTrueSender() {
        try (TestClient alice = server.connectAs("alice", "/ws/chat");
                TestClient bob = server.connect("/ws/chat/tea?user=bob")) {
            assertThat(bob.next("ack").getString("action")).isEqualTo("join");
            assertThat(alice.join("tea").getInt("members")).isEqualTo(2);
            assertThat(bob.next("joined").getJsonObject("user").getString("id")).isEqualTo("alice");

            JsonObject ack = alice.request(
                    "{'type':'publish','room':'tea','data':{'text':'Grüße 🫖'},'from':{'id':'root','name':'Root'}}");
            assertThat(ack.getString("type")).isEqualTo("ack");
            assertThat(ack.getInt("delivered")).isEqualTo(2);

            for (TestClient reader : List.of(alice, bob)) {
                JsonObject event = reader.event("message");
                assertThat(event.getJsonObject("data").getString("text")).isEqualTo("Grüße 🫖");
                assertThat(event.getString("room")).isEqualTo("tea");
                assertThat(event.getJsonObject("from").getString("id")).isEqualTo("alice");
                assertThat(event.getJsonObject("from").getString("connection_id"))
                        .isEqualTo(alice.connectionId());
            }
        }
    }

    @Test
    void echoFalseLeavesOnlyThePublishingConnectionOut() {
        try (TestClient tab1 = server.connectAs("carol", "/ws/chat");
                TestClient tab2 = server.connectAs("carol", "/ws/chat")) {
            tab1.join("echo");
            tab2.join("echo");
            tab1.request("{'type':'publish','room':'echo','event':'typing','data':null,'echo':false,'ephemeral':true}");
            assertThat(tab2.event("typing").isNull("data")).isTrue();
            assertThat(tab1.drain()).isEmpty();
        }
    }

    @Test
    void afterLeavingNothingOfTheRoomComes() {
        try (TestClient alice = server.connectAs("alice", "/ws/chat");
                TestClient bob = server.connectAs("bob", "/ws/chat")) {
            alice.join("leaving");
            bob.join("leaving");
            alice.next("joined");
            assertThat(alice.request("{'type':'leave','room':'leaving'}").getString("type"))
                    .isEqualTo("ack");
            bob.request("{'type':'publish','room':'leaving','data':1}");
            assertThat(alice.drain()).isEmpty();
            assertThat(alice.request("{'type':'leave','room':'leaving'}").getString("code"))
                    .isEqualTo("not_joined");
            assertThat(alice.request("{'type':'publish','room':'leaving','data':1}")
                            .getString("code"))
                    .isEqualTo("not_joined");
        }
    }

    @Test
    void joinedAndLeftArePerUserAndNotPerTab() {
        try (TestClient watcher = server.connectAs("watcher", "/ws/chat")) {
            watcher.join("tabs");
            TestClient tab1 = server.connectAs("dave", "/ws/chat/tabs");
            assertThat(watcher.next("joined").getInt("members")).isEqualTo(2);
            TestClient tab2 = server.connectAs("dave", "/ws/chat/tabs");
            tab2.next("ack");
            tab1.close();
            tab1.awaitClose();
            JsonObject presence = watcher.request("{'type':'presence','room':'tabs'}");
            assertThat(presence.getInt("count")).isEqualTo(2);
            assertThat(watcher.drain()).isEmpty();
            tab2.close();
            assertThat(watcher.next("left").getJsonObject("user").getString("id"))
                    .isEqualTo("dave");
            eventually(() -> assertThat(
                            watcher.request("{'type':'presence','room':'tabs'}").getInt("count"))
                    .isEqualTo(1));
        }
    }

    @Test
    void whoComesBackWithinTheGracePeriodWasNeverAway() {
        try (TestServer slow = TestServer.start(b -> b.setting("roomcast.presence.grace", "30s"));
                TestClient watcher = slow.connectAs("watcher", "/ws/chat")) {
            watcher.join("grace");
            TestClient before = slow.connectAs("erin", "/ws/chat/grace");
            watcher.next("joined");
            before.close();
            before.awaitClose();
            eventually(() -> assertThat(slow.registry().connectionCount()).isEqualTo(1));
            try (TestClient after = slow.connectAs("erin", "/ws/chat/grace")) {
                assertThat(after.next("ack").getInt("members")).isEqualTo(2);
                assertThat(watcher.drain()).isEmpty();
            }
        }
    }

    @Test
    void presenceListsUsersOfARoomAndOfTheServer() {
        try (TestClient alice = server.connectAs("zoe", "/ws/chat");
                TestClient anonymous = server.connect("/ws/chat/presence-test?user=Ann")) {
            anonymous.next("ack");
            alice.join("presence-test");
            JsonObject presence = alice.request("{'type':'presence','room':'presence-test'}");
            assertThat(presence.getInt("count")).isEqualTo(2);
            List<JsonObject> users = presence.getJsonArray("users").getValuesAs(JsonObject.class);
            assertThat(users.get(0).getString("id")).isEqualTo("anon-" + anonymous.connectionId());
            assertThat(users.get(1).getString("id")).isEqualTo("zoe");
            assertThat(users.get(1).getInt("connections")).isEqualTo(1);
            assertThat(users.get(1).containsKey("email")).isFalse();
            JsonObject everywhere = alice.request("{'type':'presence'}");
            assertThat(everywhere.getJsonArray("users").getValuesAs(JsonObject.class).stream()
                            .map(u -> u.getString("id")))
                    .contains("zoe", "anon-" + anonymous.connectionId());
        }
    }

    @Test
    void privateMessagesReachAConnectionAUserOrSeveral() {
        try (TestClient from = server.connectAs("sender", "/ws/chat");
                TestClient a1 = server.connectAs("ada", "/ws/chat");
                TestClient a2 = server.connectAs("ada", "/ws/chat");
                TestClient b = server.connectAs("bea", "/ws/chat")) {
            assertThat(from.request("{'type':'send','to':{'user':'ada'},'data':1}")
                            .getInt("delivered"))
                    .isEqualTo(2);
            assertThat(a1.event("message").getJsonObject("from").getString("id"))
                    .isEqualTo("sender");
            assertThat(a2.event("message").containsKey("room")).isFalse();
            assertThat(from.request("{'type':'send','to':{'users':['ada','bea','ada']},'event':'hey','data':2}")
                            .getInt("delivered"))
                    .isEqualTo(3);
            b.event("hey");
            from.request("{'type':'send','to':{'connection':'" + a2.connectionId() + "'},'event':'you','data':3}");
            a2.event("you");
            a1.event("hey");
            assertThat(a1.drain()).isEmpty();
            assertThat(from.request("{'type':'send','to':{'user':'nobody'},'data':1}")
                            .getString("code"))
                    .isEqualTo("not_found");
        }
    }

    @Test
    void broadcastNeedsTheRoleAndReachesEveryoneOrARoom() {
        try (TestClient publisher = server.connectAs("pub", "/ws/chat", "publisher");
                TestClient user = server.connectAs("user", "/ws/chat");
                TestClient member = server.connectAs("member", "/ws/chat")) {
            member.join("news");
            publisher.request("{'type':'broadcast','event':'all','data':1}");
            user.event("all");
            member.event("all");
            assertThat(publisher
                            .request("{'type':'broadcast','room':'news','event':'room','data':1}")
                            .getInt("delivered"))
                    .isEqualTo(1);
            member.event("room");
            assertThat(user.drain()).isEmpty();
            assertThat(user.request("{'type':'broadcast','data':1}").getString("code"))
                    .isEqualTo("forbidden");
        }
    }

    @Test
    void aBatchIsCarriedOutInOrderAndAnsweredByItsIds() {
        try (TestClient client = server.connectAs("batcher", "/ws/chat")) {
            client.send("{'type':'batch','id':'b','frames':[{'type':'join','room':'batch','id':1},"
                    + "{'type':'publish','room':'batch','data':'x','id':2},{'type':'nonsense','id':3},"
                    + "{'type':'batch','id':4,'frames':[]},7,{'type':'leave','room':'batch','id':5}]}");
            assertThat(client.next(f -> f.containsKey("id"), "1").getInt("id")).isEqualTo(1);
            assertThat(client.next(f -> f.containsKey("id"), "2").getInt("id")).isEqualTo(2);
            assertThat(client.next(f -> f.containsKey("id"), "3").getString("code"))
                    .isEqualTo("unknown_type");
            assertThat(client.next(f -> f.containsKey("id"), "4").getString("code"))
                    .isEqualTo("bad_frame");
            assertThat(client.next(f -> f.containsKey("id"), "5").getString("type"))
                    .isEqualTo("ack");
            assertThat(client.next(f -> f.containsKey("id"), "b").getString("action"))
                    .isEqualTo("batch");
        }
    }

    @Test
    void aBatchingConnectionGetsWaitingFramesTogetherAndInOrder() {
        try (TestClient reader = server.connect("/ws/chat/together?batch=true&user=r");
                TestClient writer = server.connectAs("w", "/ws/chat")) {
            reader.next("ack");
            writer.join("together");
            int count = 400;
            for (int i = 0; i < count; i++) {
                writer.send("{'type':'publish','room':'together','data':" + i + ",'echo':false}");
            }
            for (int i = 0; i < count; i++) {
                assertThat(reader.event("message").getInt("data")).isEqualTo(i);
            }
            assertThat(reader.messages()).as("some of the messages are arrays").anyMatch(m -> m.startsWith("[{"));
            writer.request("{'type':'publish','room':'together','data':'alone','echo':false}");
            reader.event("message");
            assertThat(reader.messages())
                    .as("a frame that waits alone is an object")
                    .last()
                    .asString()
                    .startsWith("{");
        }
    }

    @Test
    void privatePresenceAndSystemRoomsAreGuarded() {
        try (TestClient anonymous = server.connect("/ws/chat");
                TestClient mallory = server.connectAs("mallory", "/ws/chat");
                TestClient admin = server.connectAs("root", "/ws/chat", "admin")) {
            assertThat(anonymous.join("private.x").getString("code")).isEqualTo("unauthenticated");
            assertThat(anonymous.join("presence.x").getString("code")).isEqualTo("unauthenticated");
            assertThat(mallory.join("private.x").getString("code")).isEqualTo("forbidden");
            assertThat(mallory.join("private.user.alice").getString("code")).isEqualTo("forbidden");
            assertThat(mallory.join("private.user.mallory").getString("type")).isEqualTo("ack");
            assertThat(mallory.join("presence.x").getString("type")).isEqualTo("ack");
            assertThat(mallory.join("system.dashboard").getString("code")).isEqualTo("forbidden");
            assertThat(admin.join("private.x").getString("type")).isEqualTo("ack");
            assertThat(admin.request("{'type':'publish','room':'system.dashboard','data':1}")
                            .getString("code"))
                    .isEqualTo("forbidden");
        }
    }

    @Test
    void anAnonymousConnectionAuthenticatesLaterButNeverAsSomebodyElse() {
        try (TestClient client = server.connect("/ws/chat?user=someone");
                TestClient watcher = server.connectAs("watcher", "/ws/chat")) {
            watcher.join("later");
            client.join("later");
            watcher.next("joined");
            JsonObject ack = client.request("{'type':'authenticate','token':'" + TestServer.token("late") + "'}");
            assertThat(ack.getInt("token_ttl")).isPositive();
            assertThat(watcher.next("left").getJsonObject("user").getString("id"))
                    .isEqualTo("anon-" + client.connectionId());
            assertThat(watcher.next("joined").getJsonObject("user").getString("id"))
                    .isEqualTo("late");
            assertThat(client.request("{'type':'authenticate','token':'" + TestServer.token("other") + "'}")
                            .getString("code"))
                    .isEqualTo("forbidden");
            assertThat(client.request("{'type':'authenticate','token':'x.y.z'}").getString("code"))
                    .isEqualTo("unauthenticated");
            client.request("{'type':'publish','room':'later','data':1}");
            assertThat(watcher.event("message").getJsonObject("from").getString("id"))
                    .isEqualTo("late");
        }
    }

    @Test
    void anAdministratorEndsConnections() {
        try (TestClient admin = server.connectAs("root", "/ws/chat", "admin");
                TestClient victim = server.connectAs("victim", "/ws/chat")) {
            assertThat(victim.request("{'type':'disconnect','user':'root'}").getString("code"))
                    .isEqualTo("forbidden");
            assertThat(admin.request("{'type':'disconnect','user':'victim','reason':'spam'}")
                            .getString("type"))
                    .isEqualTo("ack");
            assertThat(victim.awaitClose()).isEqualTo(4004);
            assertThat(admin.request("{'type':'disconnect','user':'victim'}").getString("code"))
                    .isEqualTo("not_found");
        }
    }

    @Test
    void aRepeatedKeyIsPublishedOnce() {
        try (TestClient client = server.connectAs("retry", "/ws/chat")) {
            client.join("keys");
            JsonObject first = client.request("{'type':'publish','room':'keys','data':1,'key':'k1'}");
            JsonObject again = client.request("{'type':'publish','room':'keys','data':1,'key':'k1'}");
            assertThat(first.containsKey("duplicate")).isFalse();
            assertThat(again.getBoolean("duplicate")).isTrue();
            client.event("message");
            assertThat(client.drain()).isEmpty();
        }
    }

    @Test
    void withoutAnIdOnlyErrorsAreAnswered() {
        try (TestClient client = server.connectAs("quiet", "/ws/chat")) {
            client.send("{'type':'join','room':'quiet'}").send("{'type':'join','room':'no such!'}");
            assertThat(client.next("error").getString("code")).isEqualTo("bad_room");
            assertThat(client.drain()).isEmpty();
        }
    }
}
