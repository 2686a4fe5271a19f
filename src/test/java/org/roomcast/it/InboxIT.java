package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roomcast.inbox.Inbox;
import org.roomcast.inbox.MemoryInbox;
import org.roomcast.model.Retention;
import org.roomcast.testing.ManualClock;
import org.roomcast.testing.SteeredInbox;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** The inbox from outside, with a clock that the test moves and a store that it lets go away. */
class InboxIT {

    private static final int SIZE = 600;
    /** Ahead of the tokens, which the system's clock dates: one from the future would be refused. */
    private static final ManualClock CLOCK =
            new ManualClock(Instant.now().plus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);

    private static final SteeredInbox INBOX =
            new SteeredInbox(new MemoryInbox(new Retention(SIZE, Duration.ofDays(90)), 10_000, CLOCK));

    private static TestServer server;

    /** Takes the place of what the server has otherwise. */
    @ApplicationScoped
    @Alternative
    @Priority(1)
    public static class Parts {
        @Produces
        Clock clock() {
            return CLOCK;
        }

        @Produces
        @ApplicationScoped
        Inbox inbox() {
            return INBOX;
        }
    }

    @BeforeAll
    static void start() {
        server = TestServer.start(builder -> builder.bean(Parts.class));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatHasExpiredIsNeitherListedNorCounted() {
        HttpResponse<String> posted =
                server.push("/api/notify", "{\"message\":\"brief\",\"ttl\":60,\"to\":{\"user\":\"eva\"}}");
        assertThat(posted.statusCode()).isEqualTo(202);
        server.push("/api/notify", "{\"message\":\"lasting\",\"to\":{\"user\":\"eva\"}}");
        try (TestClient eva = server.connectAs("eva", "/ws/notifications")) {
            JsonObject listed = eva.event("notifications").getJsonObject("data");
            assertThat(listed.getInt("unread")).isEqualTo(2);
            JsonObject brief = listed.getJsonArray("notifications").getJsonObject(1);
            assertThat(brief.getString("expires"))
                    .isEqualTo(CLOCK.instant().plusSeconds(60).toString());
            assertThat(listed.getJsonArray("notifications").getJsonObject(0).containsKey("expires"))
                    .isFalse();
        }
        CLOCK.advance(Duration.ofSeconds(60));
        try (TestClient eva = server.connectAs("eva", "/ws/notifications")) {
            assertThat(messages(eva.event("notifications").getJsonObject("data")))
                    .containsExactly("lasting");
            assertThat(eva.request("{'type':'mark_read','notification':'"
                                    + json(posted).getString("id") + "'}")
                            .getString("code"))
                    .isEqualTo("not_found");
        }
        assertThat(inbox("eva", "").getInt("unread")).isEqualTo(1);
    }

    @Test
    void aKeyMakesASecondPostPushNothing() {
        String body = "{\"message\":\"once\",\"key\":\"backup-7\",\"to\":{\"user\":\"kim\"}}";
        try (TestClient kim = server.connectAs("kim", "/ws/notifications")) {
            kim.event("notifications");
            JsonObject first = json(server.push("/api/notify", body));
            JsonObject second = json(server.push("/api/notify", body));
            assertThat(first.containsKey("duplicate")).isFalse();
            assertThat(second.getBoolean("duplicate")).isTrue();
            assertThat(second.getString("id")).isEqualTo(first.getString("id"));
            kim.event("new_notification");
            assertThat(kim.drain()).isEmpty();
            String other = TestServer.token("paul", "publisher");
            JsonObject ofAnother = json(server.send(
                    "POST",
                    "/api/notify",
                    body,
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    "Bearer " + other));
            assertThat(ofAnother.containsKey("duplicate")).isFalse();
            CLOCK.advance(Duration.ofMinutes(5));
            assertThat(json(server.push("/api/notify", body)).containsKey("duplicate"))
                    .isFalse();
        }
        assertThat(inbox("kim", "").getInt("unread")).isEqualTo(3);
    }

    @Test
    void anIdempotencyKeyIsAnsweredAsTheFirstTime() {
        String body = "{\"message\":\"once\",\"to\":{\"user\":\"ida\"}}";
        HttpResponse<String> first = post(body, "Idempotency-Key", "retry-1");
        HttpResponse<String> second = post(body, "Idempotency-Key", "retry-1");
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(inbox("ida", "").getInt("unread")).isEqualTo(1);
        assertThat(post(body.replace("once", "other"), "Idempotency-Key", "retry-1")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void pagesLeadThroughTheWholeInbox() {
        for (int i = 1; i <= 7; i++) {
            server.push("/api/notify", "{\"message\":\"p" + i + "\",\"to\":{\"user\":\"pia\"}}");
        }
        List<String> seen = new ArrayList<>();
        String query = "?limit=3";
        while (true) {
            JsonObject page = inbox("pia", query);
            assertThat(page.getInt("unread")).isEqualTo(7);
            List<JsonObject> notifications = page.getJsonArray("notifications").getValuesAs(JsonObject.class);
            seen.addAll(messages(page));
            if (notifications.size() < 3) {
                break;
            }
            query = "?limit=3&before=" + notifications.get(2).getString("id");
        }
        assertThat(seen).containsExactly("p7", "p6", "p5", "p4", "p3", "p2", "p1");
        for (String bad : List.of("?limit=501", "?limit=0", "?limit=x", "?before=x", "?before=", "?unread=1")) {
            assertThat(get("pia", bad).statusCode()).as(bad).isEqualTo(422);
        }
    }

    @Test
    void aRolesNotificationsAreForWhoeverHasItWhenTheyLook() {
        server.push("/api/notify", "{\"message\":\"for auditors\",\"to\":{\"role\":\"auditor\"}}");
        server.push("/api/notify", "{\"message\":\"for users\",\"to\":{\"role\":\"user\"}}");
        assertThat(messages(inbox("rob", ""))).contains("for users").doesNotContain("for auditors");
        try (TestClient rob = server.connectAs("rob", "/ws/notifications", "auditor")) {
            assertThat(messages(rob.event("notifications").getJsonObject("data")))
                    .contains("for users", "for auditors");
            HttpResponse<String> byToken =
                    server.get("/api/users/rob/notifications", "Authorization", "Bearer " + TestServer.token("rob"));
            assertThat(messages(json(byToken)))
                    .as("with a token without the role")
                    .doesNotContain("for auditors");
            HttpResponse<String> byAdmin = server.get(
                    "/api/users/rob/notifications", "Authorization", "Bearer " + TestServer.token("root", "admin"));
            assertThat(messages(json(byAdmin))).as("by an administrator").contains("for auditors");
        }
    }

    @Test
    void whatIsPostedWhileAConnectionOpensComesAfterItsList() {
        INBOX.slowDown();
        try (TestClient tess = server.connectAs("tess", "/ws/notifications")) {
            Runnable list = INBOX.awaitNext();
            INBOX.speedUp();
            server.push("/api/notify", "{\"message\":\"meanwhile\",\"to\":{\"user\":\"tess\"}}");
            assertThat(tess.drain()).as("before the list").isEmpty();
            list.run();
            assertThat(tess.next("event").getString("event")).isEqualTo("notifications");
            assertThat(tess.next("event").getJsonObject("data").getString("message"))
                    .isEqualTo("meanwhile");
        } finally {
            INBOX.speedUp();
        }
    }

    @Test
    void aBatchIsAnsweredLastThoughTheStoreIsSlow() {
        server.push("/api/notify", "{\"message\":\"m\",\"to\":{\"user\":\"bea\"}}");
        try (TestClient bea = server.connectAs("bea", "/ws/notifications")) {
            bea.event("notifications");
            INBOX.slowDown();
            bea.send("{'type':'batch','id':'whole','frames':[{'type':'mark_read','id':'part','notification':'all'}]}");
            Runnable answer = INBOX.awaitNext();
            assertThat(bea.drain()).isEmpty();
            answer.run();
            assertThat(bea.next("ack").getString("id")).isEqualTo("part");
            assertThat(bea.next("ack").getString("id")).isEqualTo("whole");
        } finally {
            INBOX.speedUp();
        }
    }

    @Test
    void whileTheStoreIsAwayNothingIsTakenAndAfterwardsAllIsWell() {
        server.push("/api/notify", "{\"message\":\"before\",\"to\":{\"user\":\"uwe\"}}");
        INBOX.goAway();
        try (TestClient uwe = server.connectAs("uwe", "/ws/notifications")) {
            JsonObject error = uwe.next("error");
            assertThat(error.getString("code")).isEqualTo("unavailable");
            assertThat(error.getBoolean("temporary")).isTrue();
            assertThat(uwe.request("{'type':'mark_read','notification':'all'}").getString("code"))
                    .isEqualTo("unavailable");
            String body = "{\"message\":\"refused\",\"to\":{\"user\":\"uwe\"}}";
            for (HttpResponse<String> answer : List.of(
                    server.push("/api/notify", body),
                    post(body, "Idempotency-Key", "away"),
                    get("uwe", ""),
                    markAll("uwe"))) {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("application/problem+json");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(json(answer).getString("code")).isEqualTo("unavailable");
            }
            INBOX.comeBack();
            assertThat(messages(uwe.event("notifications").getJsonObject("data")))
                    .as("the list follows by itself")
                    .containsExactly("before");
            assertThat(post(body, "Idempotency-Key", "away").statusCode()).isEqualTo(202);
            assertThat(uwe.event("new_notification").getJsonObject("data").getString("message"))
                    .isEqualTo("refused");
            assertThat(json(markAll("uwe")).getInt("unread")).isZero();
            uwe.event("notification_read");
        } finally {
            INBOX.comeBack();
        }
    }

    @Test
    void aTimeOrAKeyThatIsNoneIsRefusedByItsField() {
        for (String bad : List.of(
                "\"ttl\":0",
                "\"ttl\":-1",
                "\"ttl\":1.5",
                "\"ttl\":\"60\"",
                "\"ttl\":31622401",
                "\"key\":\"\"",
                "\"key\":5",
                "\"key\":\"" + "k".repeat(129) + "\"",
                "\"to\":{\"role\":\"\"}",
                "\"to\":{\"user\":\"" + "u".repeat(201) + "\"}")) {
            HttpResponse<String> answer = server.push("/api/notify", "{\"message\":\"m\"," + bad + "}");
            assertThat(answer.statusCode()).as(bad).isEqualTo(422);
            assertThat(json(answer).getJsonObject("errors")).hasSize(1);
        }
    }

    private static HttpResponse<String> post(String body, String... headers) {
        List<String> all =
                new ArrayList<>(List.of("X-API-Key", TestServer.API_KEY, "Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return server.send("POST", "/api/notify", body, all.toArray(String[]::new));
    }

    private static HttpResponse<String> markAll(String user) {
        return server.send(
                "POST",
                "/api/users/" + user + "/notifications/read",
                "{\"id\":\"all\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + TestServer.token(user));
    }

    private static HttpResponse<String> get(String user, String query) {
        return server.get(
                "/api/users/" + user + "/notifications" + query, "Authorization", "Bearer " + TestServer.token(user));
    }

    private static JsonObject inbox(String user, String query) {
        HttpResponse<String> answer = get(user, query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer);
    }

    private static List<String> messages(JsonObject page) {
        return page.getJsonArray("notifications").getValuesAs(JsonObject.class).stream()
                .map(notification -> notification.getString("message"))
                .toList();
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return Json.createReader(new StringReader(answer.body())).readObject();
    }
}
