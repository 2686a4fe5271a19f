package org.roomcast.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.net.http.HttpResponse;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestServer;

/** What a server without its store looks like from outside. */
final class Outage {

    private final RestClient rest;

    Outage(ServerProcess server) {
        this.rest = new RestClient(server.http());
    }

    /** Publishing is refused, readiness says so, and what needs no store goes on. */
    void awaitBegin() {
        eventually(() -> {
            HttpResponse<String> answer = publish();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        });
        eventually(() -> assertThat(rest.get("/health/ready").statusCode()).isEqualTo(503));
        assertThat(rest.get("/health/ready").body()).contains("store unavailable");
        checkThatTheServerLives();
        assertThat(metrics())
                .contains("roomcast_history_available 0.0")
                .doesNotContain("roomcast_history_refused_total 0.0");
    }

    /** Nobody who asks for something else is kept waiting by those who wait for the store. */
    void checkThatTheServerLives() {
        assertThat(rest.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(rest.get("/api/users").statusCode()).isEqualTo(200);
    }

    /** By itself. */
    void awaitEnd() {
        eventually(() -> assertThat(publish().statusCode()).isEqualTo(202));
        eventually(() -> assertThat(rest.get("/health/ready").statusCode()).isEqualTo(200));
        assertThat(metrics()).contains("roomcast_history_available 1.0");
    }

    private HttpResponse<String> publish() {
        return rest.post("/api/rooms/other/messages", "{\"data\":1}", "X-API-Key", TestServer.API_KEY);
    }

    private String metrics() {
        return rest.get("/metrics", "X-API-Key", TestServer.API_KEY).body();
    }
}
