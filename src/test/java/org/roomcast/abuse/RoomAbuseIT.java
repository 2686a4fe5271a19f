package org.roomcast.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestClient;

/** Another's private room, in every spelling and by every way in. */
@ExtendWith(AbuseExtension.class)
class RoomAbuseIT {

    private static final String MARK = "tulip-of-ada";
    private static final String ROOM = "private.garden";
    /** As they stand in a frame of JSON. */
    private static final List<String> SPELLINGS = List.of(
            ROOM,
            "private.user.ada",
            "Private.garden",
            "PRIVATE.GARDEN",
            "private.Garden",
            " private.garden",
            "private.garden ",
            "private.garden\\t",
            "private.garden\\n",
            "private.garden\\u0000",
            "\\u0000private.garden",
            "private.garden\\u0000.public",
            "private..garden",
            ".private.garden",
            "private.garden.",
            "./private.garden",
            "private/garden",
            "private\\\\garden",
            "private%2Egarden",
            "private%2egarden",
            "%70rivate.garden",
            "private.garden%00",
            "private\\u3002garden",
            "private\\uff0egarden",
            "\\uff50rivate.garden",
            "pr\\u0456vate.garden",
            "private\\u200b.garden",
            "\\u202eprivate.garden",
            "private.garden\\u0301",
            "private.*",
            "private.**",
            "*",
            "#",
            "private.user.*",
            "private.user.ada.",
            "private.user.ada,mallory",
            "private.user.mallory;private.garden",
            "public,private.garden",
            "private.garden?",
            "private.garden/../lobby",
            "lobby/../private.garden",
            "system.dashboard",
            "private.user.",
            "private.",
            "private");

    private final AbusedServer server;
    private TestClient ada;

    RoomAbuseIT(AbusedServer server) {
        this.server = server;
    }

    @BeforeEach
    void adaIsAtHome() {
        String grants = ",\"rooms\":{\"join\":[\"" + ROOM + "\"]}";
        ada = as("ada", grants);
        ada.join(ROOM);
        ada.join("private.user.ada");
        for (String room : List.of(ROOM, "private.user.ada")) {
            assertThat(publish(ada, room, MARK).getString("type")).isEqualTo("ack");
        }
    }

    @AfterEach
    void nobodyElseWasThere() {
        for (String room : List.of(ROOM, "private.user.ada")) {
            assertThat(ada.request("{'type':'presence','room':'" + room + "'}").toString())
                    .doesNotContain("mallory", "anon-");
        }
        assertThat(ada.drain()).allSatisfy(frame -> {
            assertThat(frame.getString("type")).isEqualTo("event");
            assertThat(frame.getJsonObject("from").getString("id")).isEqualTo("ada");
        });
        ada.close();
    }

    @Test
    void noSpellingInAFrameReachesAnothersRoom() {
        for (String room : SPELLINGS) {
            for (TestClient mallory : List.of(as("mallory", ""), anonymous())) {
                for (String frame : List.of(
                        "{'type':'join','room':'" + room + "','history':500}",
                        "{'type':'join','room':'" + room + "','since':{'epoch':'x','offset':0}}",
                        "{'type':'history','room':'" + room + "'}",
                        "{'type':'presence','room':'" + room + "'}",
                        "{'type':'publish','room':'" + room + "','data':'from mallory'}",
                        "{'type':'broadcast','room':'" + room + "','data':'from mallory'}")) {
                    mallory.send(frame);
                }
                publish(ada, ROOM, MARK);
                assertThat(mallory.drain().toString())
                        .as(room)
                        .doesNotContain(MARK)
                        .contains("error");
                mallory.close();
            }
        }
    }

    @Test
    void noSpellingInAPathReachesAnothersRoom() throws IOException {
        for (String room : List.of(
                ROOM,
                "private%2Egarden",
                "private%252Egarden",
                "%70%72ivate.garden",
                "private.garden%00",
                "private.garden%20",
                "private.garden;x=1",
                "private.garden%3Bx",
                "lobby/../private.garden",
                "lobby%2F..%2Fprivate.garden",
                "./private.garden",
                "%2E/private.garden",
                "PRIVATE.garden",
                "private.garden%0d%0aX-Evil:%201",
                "private%E3%80%82garden",
                "pr%D1%96vate.garden",
                "private.garden%C0%80",
                "private.garden/",
                "/private.garden",
                "private.user.ada",
                "private.garden%5C",
                "%zz",
                "%41[",
                "{room}",
                "*")) {
            try (Attacker mallory = new Attacker(server, 20)) {
                mallory.send("GET /ws/chat/" + room + " HTTP/1.1\r\nAuthorization: Bearer " + Forger.valid("mallory")
                        + "\r\n" + Attacker.UPGRADE + "\r\n");
                String head = mallory.readHead();
                assertThat(head).as(room).startsWith("HTTP/1.1 ").doesNotContain("X-Evil", "HTTP/1.1 5");
                if (head.startsWith("HTTP/1.1 101")) {
                    publish(ada, ROOM, MARK);
                    assertThat(mallory.readAll(300)).as(room).doesNotContain(MARK);
                }
            }
        }
    }

    @Test
    void noSpellingOverRestReadsOrWritesAnothersRoom() throws IOException {
        for (String room : List.of(
                ROOM,
                "private%2Egarden",
                "private.garden%00",
                "private.garden%20",
                "private.garden;x=1",
                "PRIVATE.garden",
                "lobby/../private.garden",
                "lobby%2F..%2Fprivate.garden",
                "private%E3%80%82garden",
                "private.user.ada",
                "private.garden%0d%0aX-Evil:%201",
                "%41[",
                "%zz")) {
            for (String rest : List.of("/info", "/messages", "/messages?since=0", "/events", "")) {
                for (String head : List.of("", "Authorization: Bearer " + Forger.valid("mallory") + "\r\n")) {
                    String path = "/api/rooms/" + room + rest;
                    try (Attacker mallory = new Attacker(server, 20)) {
                        mallory.send("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + head + "\r\n");
                        assertThat(mallory.readAll(1_000))
                                .as(path)
                                .doesNotContain(MARK, "HTTP/1.1 5")
                                .doesNotContain("\nX-Evil");
                    }
                }
            }
            String body = "{\"data\":\"from mallory\"}";
            try (Attacker mallory = new Attacker(server, 20)) {
                mallory.send("POST /api/rooms/" + room + "/messages HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                        + "Authorization: Bearer " + Forger.valid("mallory") + "\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body);
                assertThat(mallory.readAll(1_000)).as(room).doesNotStartWith("HTTP/1.1 5");
            }
        }
    }

    @Test
    void nobodyPublishesToTheServersOwnRooms() {
        RestClient rest = server.rest();
        for (String room : List.of("system.dashboard", "system.x", "system.")) {
            for (String[] caller : new String[][] {
                {"X-API-Key", AbusedServer.API_KEY}, {"Authorization", "Bearer " + Forger.valid("root", "admin")}
            }) {
                assertThat(rest.post("api/rooms/" + room + "/messages", "{\"data\":1}", caller)
                                .statusCode())
                        .isEqualTo(403);
                String message = "{\"room\":\"" + room + "\",\"data\":1}";
                assertThat(rest.post("api/messages", message, caller).statusCode())
                        .isEqualTo(403);
                HttpResponse<String> batch = rest.post("api/messages/batch", "[" + message + "]", caller);
                assertThat(batch.statusCode()).isEqualTo(403);
            }
            try (TestClient admin = as("root", ",\"roles\":[\"admin\"]")) {
                for (String frame : List.of(
                        "{'type':'join','room':'" + room + "'}",
                        "{'type':'publish','room':'" + room + "','data':1}",
                        "{'type':'broadcast','room':'" + room + "','data':1}")) {
                    assertThat(admin.request(frame).getString("code")).as(frame).isEqualTo("forbidden");
                }
            }
        }
    }

    @Test
    void grantsDoNotReachBeyondTheirPattern() {
        try (TestClient mallory =
                as("mallory", ",\"rooms\":{\"join\":[\"private.gard\",\"private.garden.*\",\"garden\",\"*.gar\"]}")) {
            assertThat(mallory.join(ROOM).getString("code")).isEqualTo("forbidden");
            assertThat(mallory.join("private.user.ada").getString("code")).isEqualTo("forbidden");
        }
        try (TestClient mallory = as("mallory", ",\"rooms\":{\"join\":[\"*\",\"private.*\",\"private.user.*\"]}")) {
            assertThat(mallory.join("private.user.ada").getString("code")).isEqualTo("forbidden");
        }
    }

    private TestClient as(String user, String claims) {
        TestClient client = TestClient.open(
                server.ws("/ws/chat"), "bearer." + Forger.signed(Forger.HS256, Forger.claims(user, claims)));
        client.next("welcome");
        return client;
    }

    private TestClient anonymous() {
        TestClient client = TestClient.open(server.ws("/ws/chat?user=ada"));
        client.next("welcome");
        return client;
    }

    private static JsonObject publish(TestClient client, String room, String text) {
        return client.request("{'type':'publish','room':'" + room + "','data':'" + text + "'}");
    }
}
