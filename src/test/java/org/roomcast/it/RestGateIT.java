package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestServer;

class RestGateIT {

    private static final String PAGE = "https://app.example";

    @Test
    void requestsOfAnAddressBeyondTheRateAreAnswered429AndOthersGoOn() {
        try (TestServer server = TestServer.start(b -> b.setting("roomcast.limits.requests-per-address", "5")
                .setting("roomcast.http.trusted-proxies", "127.0.0.1"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(server.get("/api/rooms", "X-Forwarded-For", "6.6.6.6, 192.0.2.7")
                                .statusCode())
                        .isEqualTo(200);
            }
            HttpResponse<String> refused = server.get("/api/rooms", "X-Forwarded-For", "7.7.7.7, 192.0.2.7");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(RestClient.json(refused).getString("code")).isEqualTo("rate_limited");
            assertThat(Integer.parseInt(
                            refused.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1, 13);
            assertThat(refused.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(server.get("/api/rooms", "X-Forwarded-For", "192.0.2.8").statusCode())
                    .isEqualTo(200);
            assertThat(server.get("/metrics", "X-API-Key", TestServer.API_KEY).body())
                    .contains("limit=\"requests_per_address\"} 1");
        }
    }

    @Test
    void requestsOfACallerBeyondTheRateAreAnswered429() {
        try (TestServer server = TestServer.start(b -> b.setting("roomcast.limits.requests-per-user", "2"))) {
            String ada = "Bearer " + TestServer.token("ada");
            assertThat(server.get("/api/rooms", "Authorization", ada).statusCode())
                    .isEqualTo(200);
            assertThat(server.get("/api/rooms", "Authorization", ada).statusCode())
                    .isEqualTo(200);
            HttpResponse<String> refused = server.get("/api/rooms", "Authorization", ada);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(server.get("/api/rooms/lobby/events", "Authorization", ada)
                            .statusCode())
                    .isEqualTo(429);
            assertThat(server.get("/api/rooms", "Authorization", "Bearer " + TestServer.token("bob"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.get("/api/rooms").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutASettingNoOtherPageMayReadAnAnswer() {
        try (TestServer server = TestServer.start()) {
            HttpHeaders plain = server.get("/api/rooms", "Origin", PAGE).headers();
            assertThat(plain.map()).doesNotContainKeys("access-control-allow-origin", "Access-Control-Allow-Origin");
            HttpHeaders preflight = preflight(server, PAGE).headers();
            assertThat(preflight.firstValue("Access-Control-Allow-Origin")).isEmpty();
            assertThat(preflight.firstValue("Access-Control-Allow-Methods")).isEmpty();
        }
    }

    @Test
    void pagesOfListedOriginsMayReadAnswersAndNoCookiesTravel() {
        try (TestServer server = TestServer.start(b -> b.setting("roomcast.http.cors-origins", PAGE))) {
            HttpResponse<String> preflight = preflight(server, PAGE);
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(PAGE);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                    .hasValueSatisfying(names -> assertThat(names).contains("X-API-Key", "Authorization"));
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
            for (String path : List.of("/api/rooms", "/api/none", "/api/stats")) {
                HttpHeaders answer = server.get(path, "Origin", PAGE).headers();
                assertThat(answer.firstValue("Access-Control-Allow-Origin"))
                        .as(path)
                        .contains(PAGE);
                assertThat(answer.allValues("Vary")).as(path).contains("Origin");
            }
            for (String other : List.of("https://app.example.evil.example", "null", "http://app.example")) {
                assertThat(preflight(server, other).headers().firstValue("Access-Control-Allow-Origin"))
                        .as(other)
                        .isEmpty();
                assertThat(server.get("/api/rooms", "Origin", other)
                                .headers()
                                .firstValue("Access-Control-Allow-Origin"))
                        .as(other)
                        .isEmpty();
            }
        }
    }

    @Test
    void aCookieIsNoAuthority() {
        try (TestServer server = TestServer.start()) {
            String token = TestServer.token("admin", "admin");
            String cookies = "token=" + token + "; Authorization=Bearer " + token + "; X-API-Key=" + TestServer.API_KEY
                    + "; JSESSIONID=1";
            for (String path : List.of("/api/connections", "/api/stats", "/api/users/admin/notifications")) {
                assertThat(server.get(path, "Cookie", cookies).statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
            assertThat(server.send(
                                    "POST",
                                    "/api/messages",
                                    "{\"data\":1}",
                                    "Cookie",
                                    cookies,
                                    "Content-Type",
                                    "application/json")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.get("/api/rooms").headers().firstValue("Set-Cookie"))
                    .isEmpty();
        }
    }

    @Test
    void traceSendsNothingBack() {
        try (TestServer server = TestServer.start()) {
            for (String path : List.of("/api/rooms", "/", "/chat.html", "/health/live", "/metrics", "/ws/chat")) {
                HttpResponse<String> answer = server.send("TRACE", path, null, "X-Secret", "tulip");
                assertThat(answer.statusCode()).as(path).isBetween(400, 405);
                assertThat(answer.body()).as(path).doesNotContain("tulip");
            }
            for (String path : List.of("/api/rooms", "/health/live")) {
                assertThat(server.send("HEAD", path, null).body()).as(path).isEmpty();
                assertThat(server.send("HEAD", path, null).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
            assertThat(server.send("OPTIONS", "/api/rooms", null).statusCode()).isBetween(200, 204);
        }
    }

    private static HttpResponse<String> preflight(TestServer server, String origin) {
        return server.send(
                "OPTIONS",
                "/api/messages",
                null,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "x-api-key");
    }
}
