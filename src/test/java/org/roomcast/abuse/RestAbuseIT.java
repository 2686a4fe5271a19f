package org.roomcast.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** REST without a key, with a wrong one, with another's, with a user's token. */
@ExtendWith(AbuseExtension.class)
class RestAbuseIT {

    /** Everything that changes something, or tells what is not public: method, path, body, the role it needs. */
    private static final List<String[]> GUARDED = List.of(
            new String[] {"POST", "api/messages", "{\"data\":1}", "publisher"},
            new String[] {"POST", "api/messages/batch", "[{\"data\":1}]", "publisher"},
            new String[] {"POST", "api/notify", "{\"message\":\"x\"}", "publisher"},
            new String[] {"PUT", "api/dashboard/w", "{\"value\":1}", "publisher"},
            new String[] {"DELETE", "api/dashboard/w", null, "publisher"},
            new String[] {"GET", "api/users/ada/notifications", null, "admin"},
            new String[] {"POST", "api/users/ada/notifications/read", "{\"id\":\"all\"}", "admin"},
            new String[] {"GET", "api/connections", null, "admin"},
            new String[] {"GET", "api/connections/c", null, "admin"},
            new String[] {"DELETE", "api/connections/c", null, "admin"},
            new String[] {"DELETE", "api/users/ada/connections", null, "admin"});

    private final AbusedServer server;

    RestAbuseIT(AbusedServer server) {
        this.server = server;
    }

    @Test
    void whoShowsNothingOrSomethingWrongIsTurnedAway() {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("X-Nothing", "x");
        wrong.put("X-API-Key", AbusedServer.API_KEY.toUpperCase(java.util.Locale.ROOT));
        wrong.put("x-api-key", AbusedServer.API_KEY + "x");
        wrong.put("X-Api-Key", AbusedServer.API_KEY.substring(1));
        wrong.put("X-API-KEY", "shop:" + AbusedServer.API_KEY);
        wrong.put("x-API-key", "shop");
        wrong.put("Authorization", AbusedServer.API_KEY);
        wrong.put("authorization", "Bearer " + AbusedServer.API_KEY);
        wrong.put("AUTHORIZATION", "Basic c2hvcDprZXktb2YtdGhlLXNob3A=");
        wrong.put("Cookie", "token=" + Forger.valid("root", "admin") + "; X-API-Key=" + AbusedServer.API_KEY);
        wrong.put("X-Roomcast-User", "root");
        wrong.put("Remote-User", "root");
        for (String[] one : GUARDED) {
            wrong.forEach((name, value) -> assertThat(call(one, name, value).statusCode())
                    .as("%s %s with %s: %s", one[0], one[1], name, value)
                    .isEqualTo(401));
            String query = "?api_key=" + AbusedServer.API_KEY + "&token=" + Forger.valid("root", "admin");
            assertThat(server.rest()
                            .send(one[0], one[1] + query, one[2], "Content-Type", "application/json")
                            .statusCode())
                    .as("%s %s with the key in the address", one[0], one[1])
                    .isEqualTo(401);
        }
    }

    @Test
    void aUsersTokenOpensNothingThatIsNotTheUsers() {
        for (String[] one : GUARDED) {
            HttpResponse<String> answer =
                    call(one, "Authorization", "Bearer " + Forger.valid("mallory", "user", "Admin", "ADMIN", "admin "));
            assertThat(answer.statusCode()).as("%s %s", one[0], one[1]).isEqualTo(403);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void aProgramOrPublisherIsNoAdministrator() {
        for (String[] one : GUARDED) {
            if (one[3].equals("admin")) {
                assertThat(call(one, "X-API-Key", AbusedServer.API_KEY).statusCode())
                        .as(one[1])
                        .isEqualTo(403);
                assertThat(call(one, "Authorization", "Bearer " + Forger.valid("mallory", "publisher"))
                                .statusCode())
                        .as(one[1])
                        .isEqualTo(403);
            }
        }
    }

    /** One caller's retry must not be answered with what another was told. */
    @Test
    void anothersIdempotencyKeyGivesNothingAway() {
        String body = "{\"room\":\"retries\",\"data\":1}";
        HttpResponse<String> first = post(body, "X-API-Key", AbusedServer.API_KEY);
        assertThat(first.statusCode()).isEqualTo(202);
        for (String[] other : new String[][] {
            {"X-API-Key", AbusedServer.OTHER_KEY}, {"Authorization", "Bearer " + Forger.valid("shop", "publisher")}
        }) {
            HttpResponse<String> answer = post(body, other[0], other[1]);
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.headers().firstValue("Idempotency-Replayed")).isEmpty();
        }
        HttpResponse<String> stranger = post(body, "X-API-Key", "wrong");
        assertThat(stranger.statusCode()).isEqualTo(401);
        HttpResponse<String> again = post(body, "X-API-Key", AbusedServer.API_KEY);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(again.body()).isEqualTo(first.body());
    }

    /** Two keys in one request: whichever is taken, the other must not widen it. */
    @Test
    void twoKeysAreNotMoreThanOne() throws IOException {
        for (String keys : List.of(
                "X-API-Key: wrong\r\nX-API-Key: " + AbusedServer.API_KEY,
                "X-API-Key: wrong\r\nAuthorization: Bearer " + Forger.valid("root", "admin"),
                "Authorization: Bearer x\r\nAuthorization: Bearer " + Forger.valid("root", "admin"))) {
            try (Attacker mallory = new Attacker(server, 21)) {
                mallory.send("GET /api/connections HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + keys + "\r\n\r\n");
                assertThat(mallory.readAll(5_000)).as(keys).startsWith("HTTP/1.1 401 ");
            }
        }
    }

    private HttpResponse<String> post(String body, String header, String value) {
        return server.rest().post("api/messages", body, header, value, "Idempotency-Key", "the same for all");
    }

    private HttpResponse<String> call(String[] one, String header, String value) {
        return server.rest().send(one[0], one[1], one[2], header, value, "Content-Type", "application/json");
    }
}
