package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.RestClient.json;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.RestClient;

@DisplayName("REST: errors are problem documents")
class RestErrorsServersIT extends ClientSuite {

    private static final String JSON = "application/json";

    @Test
    @DisplayName("400: a body that is not JSON, or breaks a strict rule")
    void bodiesAreReadAsStrictlyAsFrames() {
        for (String bad : List.of(
                "",
                "{\"data\":",
                "[]",
                "null",
                "{\"data\":1} x",
                "{\"data\":1,\"data\":2}",
                "{\"data\":\"\\u0000\"}",
                "{\"data\":\"\\udc00\"}",
                "{\"data\":1e999999999}",
                "{\"data\":99999999999999999999}",
                "{\"data\":" + "[".repeat(40) + "]".repeat(40) + "}")) {
            assertProblem(push("/api/messages", bad), 400, "bad_frame");
        }
    }

    @Test
    @DisplayName("401: nobody known, or what was shown is not valid")
    void nothingIsPushedWithoutAKey() {
        String body = "{\"data\":1}";
        for (String path : List.of("/api/messages", "/api/messages/batch", "/api/notify", "/api/rooms/x/messages")) {
            HttpResponse<String> nobody = rest().post(path, body);
            assertProblem(nobody, 401, "unauthenticated");
            assertThat(nobody.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertProblem(rest().post(path, body, "X-API-Key", "wrong"), 401, "unauthenticated");
            assertProblem(rest().post(path, body, "Authorization", "Bearer x.y.z"), 401, "unauthenticated");
            assertProblem(rest().post(path, body, "Authorization", "Basic eDp5"), 401, "unauthenticated");
        }
        assertProblem(rest().put("/api/dashboard/w", "{\"value\":1}"), 401, "unauthenticated");
        assertProblem(rest().delete("/api/dashboard/w"), 401, "unauthenticated");
        assertProblem(rest().get("/api/connections"), 401, "unauthenticated");
        assertProblem(rest().get("/api/rooms", "Authorization", "Bearer x.y.z"), 401, "unauthenticated");
    }

    @Test
    @DisplayName("403: known, and not allowed")
    void whoMayNotIsToldSo() {
        String user = bearer(fresh("u"));
        for (String path : List.of("/api/messages", "/api/messages/batch", "/api/notify", "/api/rooms/x/messages")) {
            assertProblem(rest().post(path, "{\"data\":1}", "Authorization", user), 403, "forbidden");
        }
        assertProblem(rest().get("/api/connections", "Authorization", user), 403, "forbidden");
        assertProblem(rest().get("/api/connections", "X-API-Key", ServerSettings.API_KEY), 403, "forbidden");
        assertProblem(rest().get("/api/rooms/private.x/info", "Authorization", user), 403, "forbidden");
        assertProblem(push("/api/messages", "{\"room\":\"system.dashboard\",\"data\":1}"), 403, "forbidden");
    }

    @Test
    @DisplayName("404: no such resource, or nothing by that name")
    void whatIsNotThereIsNotFound() {
        String admin = bearer("root", "admin");
        assertProblem(rest().get("/api/no/such/thing"), 404, null);
        assertProblem(rest().get("/api/application.wadl"), 404, null);
        assertProblem(rest().get("/api/connections/nobody", "Authorization", admin), 404, "not_found");
        assertProblem(rest().delete("/api/connections/nobody", "Authorization", admin), 404, "not_found");
        assertProblem(rest().delete("/api/users/nobody/connections", "Authorization", admin), 404, "not_found");
        assertProblem(rest().delete("/api/dashboard/none", "X-API-Key", ServerSettings.API_KEY), 404, "not_found");
    }

    @Test
    @DisplayName("405 with Allow, 406, 415")
    void methodsAndMediaTypesAreChecked() {
        HttpResponse<String> wrongMethod = rest().send("PATCH", "/api/rooms", "{}", "Content-Type", JSON);
        assertProblem(wrongMethod, 405, null);
        assertThat(wrongMethod.headers().firstValue("Allow").orElse("")).contains("GET");
        assertProblem(rest().delete("/api/messages", "X-API-Key", ServerSettings.API_KEY), 405, null);
        assertProblem(rest().post("/api/rooms/lobby/events", "{}", "X-API-Key", ServerSettings.API_KEY), 405, null);
        assertThat(rest().send("HEAD", "/api/rooms/lobby/events", null, "X-API-Key", ServerSettings.API_KEY)
                        .statusCode())
                .isEqualTo(405);
        assertProblem(rest().get("/api/rooms", "Accept", "image/png"), 406, null);
        assertProblem(
                rest().send(
                                "POST",
                                "/api/messages",
                                "data=1",
                                "Content-Type",
                                "text/plain",
                                "X-API-Key",
                                ServerSettings.API_KEY),
                415,
                null);
    }

    @Test
    @DisplayName("413: the body, the data or the batch is too large")
    void whatIsTooLargeIsRefused() {
        RestClient rest = rest();
        if (isPayara()) {
            Difference.note(
                    "Over HTTP/2 the body is not read on once 413 is sent: a client that insists on sending it all"
                            + " before it looks at the answer, as the JDK's does, waits in vain. Over HTTP/1.1 it is answered.");
            rest = rest.overHttp1();
        }
        String large = "{\"data\":\"" + "x".repeat(1_100_000) + "\"}";
        assertProblem(rest.post("/api/messages", large, "X-API-Key", ServerSettings.API_KEY), 413, "too_large");
        assertProblem(push("/api/messages", "{\"data\":\"" + "x".repeat(66_000) + "\"}"), 413, "too_large");
        String batch = "[" + "{\"data\":1,\"room\":\"x\"},".repeat(1000) + "{\"data\":1,\"room\":\"x\"}]";
        assertProblem(push("/api/messages/batch", batch), 413, "too_large");
    }

    @Test
    @DisplayName("422: fine JSON with a field that is not, named in errors")
    void fieldsThatAreWrongAreNamed() {
        for (String invalid : List.of(
                "{}",
                "{\"data\":1,\"event\":5}",
                "{\"data\":1,\"room\":[]}",
                "{\"data\":1,\"to\":\"bob\"}",
                "{\"data\":1,\"to\":{}}",
                "{\"data\":1,\"event\":\"" + "e".repeat(200) + "\"}",
                "{\"data\":1,\"room\":\"a\",\"to\":{\"user\":\"b\"}}")) {
            HttpResponse<String> answer = push("/api/messages", invalid);
            assertThat(answer.statusCode()).as(invalid).isEqualTo(422);
            assertThat(json(answer).getString("title")).isEqualTo("Unprocessable Content");
            assertThat(json(answer).getJsonObject("errors")).as(invalid).isNotEmpty();
        }
        assertProblem(push("/api/messages", "{\"data\":1,\"room\":\"no room\"}"), 422, "bad_room");
        assertProblem(push("/api/notify", "{\"message\":\"m\",\"link\":\"javascript:alert(1)\"}"), 422, "bad_frame");
        assertProblem(
                rest().put("/api/dashboard/bad%20id", "{\"value\":1}", "X-API-Key", ServerSettings.API_KEY),
                422,
                "bad_frame");
        assertProblem(rest().get("/api/rooms/bad%20room/info"), 422, "bad_room");
    }

    @Test
    @DisplayName("Answers may not be cached and carry the security headers, errors too")
    void answersMayNotBeCached() {
        for (HttpResponse<String> answer :
                List.of(rest().get("/api/rooms"), rest().get("/api/connections"), rest().get("/api/none"))) {
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
        }
    }

    private HttpResponse<String> push(String path, String json) {
        return rest().post(path, json, "X-API-Key", ServerSettings.API_KEY);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(answer.toString())
                .startsWith("application/problem+json");
        assertThat(json(answer).getInt("status")).isEqualTo(status);
        assertThat(json(answer).getString("type")).isEqualTo("about:blank");
        assertThat(json(answer).getString("title")).isNotBlank();
        assertThat(json(answer).getString("detail")).isNotBlank();
        assertThat(json(answer).getString("code", null)).isEqualTo(code);
        assertThat(answer.body()).doesNotContain("org.", "java.", "Exception", "RESTEASY");
    }
}
