package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;
import static org.roomcast.testing.RestClient.json;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** Sentences of sections 4 and 7 of the protocol that no other test says from outside; docs/GUARANTEES.md lists all. */
class GuaranteesIT {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(builder -> builder.setting("roomcast.rooms.brief.match", "brief.*")
                .setting("roomcast.rooms.brief.history-age", "1s")
                .setting("roomcast.rooms.none.match", "none.*")
                .setting("roomcast.rooms.none.history-size", "0")
                .setting("roomcast.rooms.small.match", "small.*")
                .setting("roomcast.rooms.small.max-members", "1"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void allMembersSeeTheEventsOfSeveralPublishersInTheSameOrder() {
        List<TestClient> members =
                IntStream.range(0, 4).mapToObj(i -> server.connect("/ws/chat")).toList();
        try {
            members.forEach(member -> member.join("order"));
            List<CompletableFuture<Void>> publishers = members.stream()
                    .map(member -> CompletableFuture.runAsync(() -> IntStream.range(0, 50)
                            .forEach(i -> member.send("{'type':'publish','room':'order','data':" + i + "}"))))
                    .toList();
            publishers.forEach(CompletableFuture::join);
            List<List<JsonObject>> seen = members.stream()
                    .map(member -> IntStream.range(0, 200)
                            .mapToObj(i -> member.event("message"))
                            .toList())
                    .toList();
            assertThat(seen.get(0)).extracting(event -> event.getInt("offset")).isEqualTo(countTo(200));
            assertThat(seen).allSatisfy(one -> assertThat(one).isEqualTo(seen.get(0)));
        } finally {
            members.forEach(TestClient::close);
        }
    }

    /** While somebody publishes without a pause. */
    @Test
    void theAckOfAJoinComesBeforeTheRoomsFirstEventAndNothingAfterThatOfALeave() {
        try (TestClient writer = server.connect("/ws/chat");
                TestClient guest = server.connect("/ws/chat")) {
            writer.join("door");
            for (int visit = 1; visit <= 30; visit++) {
                IntStream.range(0, 10)
                        .forEach(i -> writer.send("{'type':'publish','room':'door','data':1,'echo':false}"));
                guest.send("{'type':'join','room':'door','id':'in" + visit + "'}");
                guest.send("{'type':'leave','room':'door','id':'out" + visit + "'}");
                guest.next(frame -> frame.getString("id", "").startsWith("in"), "the ack of the join");
                guest.next(frame -> frame.getString("id", "").startsWith("out"), "the ack of the leave");
            }
            writer.drain();
            guest.drain();
            boolean isInside = false;
            for (String message : guest.messages()) {
                isInside = message.contains("\"ack\"") ? !isInside : isInside;
                assertThat(isInside || !message.contains("\"event\""))
                        .as("%s, of %s", message, guest.messages())
                        .isTrue();
            }
        }
    }

    @Test
    void privateMessagesAndBroadcastsToEveryoneHaveNoPositionAndAreMissedByWhoIsAway() {
        try (TestClient publisher = server.connectAs("pia", "/ws/chat", "publisher")) {
            String to = publisher.welcome.getString("connection_id");
            JsonObject sent =
                    publisher.request("{'type':'send','to':{'connection':'" + to + "'},'event':'whisper','data':1}");
            assertThat(sent).doesNotContainKeys("epoch", "offset");
            assertThat(publisher.event("whisper")).doesNotContainKeys("epoch", "offset", "room");
            assertThat(publisher.request("{'type':'broadcast','event':'all','data':1}"))
                    .doesNotContainKeys("epoch", "offset");
            assertThat(publisher.event("all")).doesNotContainKeys("epoch", "offset", "room");
            assertThat(json(server.push("/api/messages", "{\"event\":\"all\",\"data\":2}")))
                    .doesNotContainKeys("epoch", "offset");
            publisher.event("all");
        }
        try (TestClient late = server.connectAs("pia", "/ws/chat", "publisher")) {
            assertThat(late.drain()).isEmpty();
        }
    }

    @Test
    void theServersOwnRoomsAreNotKept() {
        try (TestClient admin = server.connectAs("root", "/ws/dashboard", "admin")) {
            assertThat(admin.event("dashboard_data")).doesNotContainKeys("epoch", "offset");
        }
        assertThat(server.get("/api/rooms/system.dashboard/messages", "X-API-Key", TestServer.API_KEY)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void resumingPassesTheSameChecksAsAnyJoin() {
        try (TestClient member = server.connectAs("mia", "/ws/chat");
                TestClient nobody = server.connect("/ws/chat")) {
            for (String room : List.of("private.user.mia", "presence.desk", "small.a")) {
                String epoch = member.join(room).getString("epoch");
                publish(member, room, 1);
                JsonObject refused = nobody.request(resume(room, epoch, 0));
                assertThat(refused.getString("type")).as(room).isEqualTo("error");
                assertThat(refused.getString("code"))
                        .isEqualTo(room.startsWith("small") ? "room_full" : "unauthenticated");
            }
            assertThat(nobody.drain()).isEmpty();
        }
    }

    @Test
    void aHistoryFrameFollowsUnlessTheRoomWasResumed() {
        try (TestClient writer = server.connect("/ws/chat");
                TestClient reader = server.connect("/ws/chat")) {
            String epoch = writer.join("recent").getString("epoch");
            publish(writer, "recent", 5);
            JsonObject resumed = reader.request(resume("recent", epoch, 3).replace("}}", "},'history':2}"));
            assertThat(resumed.getBoolean("recovered")).isTrue();
            assertThat(reader.event("message").getInt("offset")).isEqualTo(4);
            assertThat(reader.event("message").getInt("offset")).isEqualTo(5);
            assertThat(reader.drain()).isEmpty();
            JsonObject lost = reader.request(resume("recent", "another", 3).replace("}}", "},'history':2}"));
            assertThat(lost.getBoolean("recovered")).isFalse();
            assertThat(reader.next("history").getJsonArray("events")).hasSize(2);
            assertThat(reader.request("{'type':'join','room':'recent','history':501}")
                            .getString("code"))
                    .isEqualTo("too_large");
        }
    }

    @Test
    void aLiveStreamSkipsOnlyWhatTheConnectionItselfPublishedWithoutEcho() {
        try (TestClient one = server.connect("/ws/chat");
                TestClient two = server.connect("/ws/chat")) {
            String epoch = one.join("silent").getString("epoch");
            two.join("silent");
            publish(one, "silent", 1);
            assertThat(one.request("{'type':'publish','room':'silent','data':2,'echo':false}")
                            .getInt("offset"))
                    .isEqualTo(2);
            publish(one, "silent", 1);
            assertThat(offsets(one, 2)).containsExactly(1, 3);
            assertThat(offsets(two, 3)).containsExactly(1, 2, 3);
            one.request("{'type':'leave','room':'silent'}");
            one.request(resume("silent", epoch, 0));
            assertThat(offsets(one, 3)).as("what is resumed is whole").containsExactly(1, 2, 3);
        }
    }

    @Test
    void aKeyIsOneOfItsSenderAndItsRoom() {
        try (TestClient ada = server.connectAs("ada", "/ws/chat");
                TestClient eve = server.connectAs("eve", "/ws/chat");
                TestClient nobody = server.connect("/ws/chat");
                TestClient nobodyElse = server.connect("/ws/chat")) {
            List<TestClient> all = List.of(ada, eve, nobody, nobodyElse);
            all.forEach(client -> client.join("keyed"));
            ada.join("keyed.too");
            String frame = "{'type':'publish','room':'keyed','data':1,'key':'k','echo':false}";
            assertThat(all)
                    .extracting(client -> client.request(frame).getInt("offset"))
                    .containsExactly(1, 2, 3, 4);
            assertThat(ada.request(frame.replace("keyed", "keyed.too")).getInt("offset"))
                    .isEqualTo(1);
            for (int i = 0; i < all.size(); i++) {
                JsonObject again = all.get(i).request(frame);
                assertThat(again.getBoolean("duplicate")).isTrue();
                assertThat(again.getInt("offset")).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void aRetryBySocketOfWhatRestPublishedIsStoredOnce() {
        String bearer = "Bearer " + TestServer.token("rob", "publisher");
        JsonObject first = json(post("/api/rooms/bridge/messages", "{\"data\":1}", bearer, "o3"));
        try (TestClient rob = server.connectAs("rob", "/ws/chat", "publisher")) {
            rob.join("bridge");
            JsonObject again = rob.request("{'type':'publish','room':'bridge','data':1,'key':'o3'}");
            assertThat(again.getBoolean("duplicate")).isTrue();
            assertThat(again.getInt("offset")).isEqualTo(first.getInt("offset"));
            assertThat(again.getString("epoch")).isEqualTo(first.getString("epoch"));
            assertThat(rob.drain()).isEmpty();
        }
    }

    @Test
    void aRequestThatFailedIsNotRemembered() {
        String bearer = "Bearer " + TestServer.token("rob", "publisher");
        assertThat(post("/api/rooms/failed/messages", "{\"data\":1", bearer, "f1")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> mended = post("/api/rooms/failed/messages", "{\"data\":1}", bearer, "f1");
        assertThat(mended.statusCode()).isEqualTo(202);
        assertThat(mended.headers().firstValue("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void whatIsOlderThanThePolicySaysIsGoneAndTheOffsetsGoOn() {
        try (TestClient client = server.connect("/ws/chat")) {
            String epoch = client.join("brief.a").getString("epoch");
            publish(client, "brief.a", 3);
            eventually(() -> {
                publish(client, "brief.a", 1);
                JsonObject page = json(server.get("/api/rooms/brief.a/messages?limit=500"));
                assertThat(page.getString("epoch")).isEqualTo(epoch);
                assertThat(page.getJsonArray("events").getJsonObject(0).getInt("offset"))
                        .isGreaterThan(3);
            });
            client.drain();
            assertThat(client.request(resume("brief.a", epoch, 2)).getBoolean("recovered"))
                    .isFalse();
            int top = client.join("brief.a").getInt("offset");
            assertThat(client.request(resume("brief.a", epoch, top)).getBoolean("recovered"))
                    .as("nothing was missed")
                    .isTrue();
        }
    }

    @Test
    void aRoomIsListedWhileItHasMembersOrHistory() {
        try (TestClient client = server.connect("/ws/chat")) {
            client.join("listed.kept");
            publish(client, "listed.kept", 1);
            client.join("none.listed");
            assertThat(rooms()).contains("listed.kept", "none.listed");
        }
        eventually(() -> assertThat(rooms()).contains("listed.kept").doesNotContain("none.listed"));
    }

    private static List<String> rooms() {
        return json(server.get("/api/rooms")).getJsonArray("rooms").getValuesAs(JsonObject.class).stream()
                .map(room -> room.getString("room"))
                .toList();
    }

    private static HttpResponse<String> post(String path, String body, String bearer, String key) {
        return server.send(
                "POST",
                path,
                body,
                "Content-Type",
                "application/json",
                "Authorization",
                bearer,
                "Idempotency-Key",
                key);
    }

    private static void publish(TestClient client, String room, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(client.request("{'type':'publish','room':'" + room + "','data':" + i + "}")
                            .getString("type"))
                    .isEqualTo("ack");
        }
    }

    private static String resume(String room, String epoch, int offset) {
        return "{'type':'join','room':'" + room + "','since':{'epoch':'" + epoch + "','offset':" + offset + "}}";
    }

    private static List<Integer> offsets(TestClient client, int count) {
        List<Integer> offsets = new ArrayList<>();
        while (offsets.size() < count) {
            offsets.add(client.event("message").getInt("offset"));
        }
        return offsets;
    }

    private static List<Integer> countTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
