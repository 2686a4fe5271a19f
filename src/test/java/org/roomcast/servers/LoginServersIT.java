package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.roomcast.testing.RestClient.json;

import jakarta.json.JsonString;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.roomcast.servers.container.AnotherApplication;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.StreamClient;
import org.roomcast.testing.TestClient;

/** The WAR with the {@code web.xml} of {@code examples/login}, and users of the server's own. */
@DisplayName("Login by the server")
@EnabledIfSystemProperty(named = "server.name", matches = "wildfly|tomcat10")
class LoginServersIT extends ServerSuite {

    /** The server's users, as its installation under test has them. Ada has the roles user and admin, Bob is a user. */
    private static final String ADA = basic("ada", "the-password-of-ada");

    private static final String BOB = basic("bob", "the-password-of-bob");

    private static AnotherApplication guarded;
    private static RestClient rest;

    @BeforeAll
    static void theGuardedApplicationIsDeployed() {
        Path file = Path.of("examples/login/WEB-INF/web.xml");
        guarded = AnotherApplication.deploy("guarded", war -> war.addAsWebInfResource(file.toFile(), "web.xml"));
        rest = new RestClient(guarded.base());
    }

    @AfterAll
    static void theGuardedApplicationIsUndeployed() {
        if (guarded != null) {
            guarded.close();
        }
    }

    @Test
    @DisplayName("A socket opened with a login is that user's, with the roles of the server")
    void aSocketIsTheUsersOfTheServer() {
        try (TestClient ada = connect(ADA);
                TestClient bob = connect(BOB)) {
            assertThat(ada.welcome.getJsonObject("user").getString("id")).isEqualTo("ada");
            assertThat(ada.welcome.getBoolean("authenticated")).isTrue();
            assertThat(ada.welcome.getJsonArray("roles").getValuesAs(JsonString::getString))
                    .containsExactlyInAnyOrder("user", "admin");
            assertThat(ada.welcome.containsKey("token_ttl")).isFalse();
            assertThat(bob.welcome.getJsonArray("roles").getValuesAs(JsonString::getString))
                    .containsExactly("user");
            assertThat(bob.join("private.user.bob").getString("type")).isEqualTo("ack");
            assertThat(bob.join("private.user.ada").getString("code")).isEqualTo("forbidden");
            ada.join("hall");
            bob.join("hall");
            bob.request("{'type':'publish','room':'hall','data':1}");
            assertThat(ada.event("message").getJsonObject("from").getString("id"))
                    .isEqualTo("bob");
            assertThat(bob.request("{'type':'broadcast','data':1}").getString("code"))
                    .isEqualTo("forbidden");
            assertThat(ada.request("{'type':'broadcast','data':1}").getString("type"))
                    .isEqualTo("ack");
        }
    }

    @Test
    @DisplayName("Endpoints ask for the roles of the login")
    void endpointsAskForTheRolesOfTheLogin() {
        try (TestClient inbox = TestClient.open(with(BOB), socket("ws/notifications"));
                TestClient dashboard = TestClient.open(with(ADA), socket("ws/dashboard"))) {
            inbox.event("notifications");
            dashboard.event("dashboard_data");
        }
        TestClient refused = TestClient.open(with(BOB), socket("ws/dashboard"));
        assertThat(refused.next("error").getString("code")).isEqualTo("forbidden");
        assertThat(refused.awaitClose()).isEqualTo(4003);
    }

    @Test
    @DisplayName("Without a login, or with a wrong password, the server turns away: 401")
    void whoHasNoLoginIsTurnedAway() {
        String wrong = basic("ada", "guessed");
        for (HttpResponse<String> answer :
                List.of(rest.get("api/rooms"), rest.get("api/rooms", "Authorization", wrong))) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Basic");
        }
        for (WebSocket.Builder client : List.of(TestClient.builder(), with(wrong))) {
            assertThatThrownBy(() -> TestClient.open(client, socket("ws/chat")))
                    .cause()
                    .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> assertThat(
                                    refused.getResponse().statusCode())
                            .isEqualTo(401));
        }
        assertThat(rest.get("health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("A login reads by REST what its roles may see")
    void aLoginReadsByRest() {
        assertThat(rest.get("api/users/bob/notifications", "Authorization", BOB).statusCode())
                .isEqualTo(200);
        assertThat(rest.get("api/users/ada/notifications", "Authorization", BOB).statusCode())
                .isEqualTo(403);
        assertThat(rest.get("api/connections", "Authorization", BOB).statusCode())
                .isEqualTo(403);
        try (TestClient bob = connect(BOB)) {
            HttpResponse<String> connections = rest.get("api/connections", "Authorization", ADA);
            assertThat(connections.statusCode()).isEqualTo(200);
            assertThat(connections.body()).contains(bob.connectionId());
        }
        assertThat(rest.get("metrics", "Authorization", ADA).statusCode()).isEqualTo(200);
        assertThat(rest.get("metrics", "Authorization", BOB).statusCode()).isEqualTo(403);
        try (StreamClient own =
                StreamClient.open(guarded.base().resolve("api/rooms/private.user.bob/events"), "Authorization", BOB)) {
            assertThat(own.frame("ack").getString("room")).isEqualTo("private.user.bob");
        }
    }

    @Test
    @DisplayName("A login changes nothing by REST: 401 without a token or a key")
    void aLoginChangesNothingByRest() {
        String message = "{\"room\":\"hall\",\"data\":1}";
        try (TestClient bob = connect(BOB)) {
            assertThat(rest.post("api/messages", message, "Authorization", ADA).statusCode())
                    .isEqualTo(401);
            assertThat(rest.post("api/notify", "{\"message\":\"m\"}", "Authorization", ADA)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(rest.post("api/users/bob/notifications/read", "{\"id\":\"all\"}", "Authorization", BOB)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(rest.delete("api/users/bob/connections", "Authorization", ADA)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(rest.put("api/dashboard/w", "{\"value\":1}", "Authorization", ADA)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(bob.drain()).isEmpty();
        }
        HttpResponse<String> withKey =
                rest.post("api/messages", message, "Authorization", ADA, "X-API-Key", ServerSettings.API_KEY);
        assertThat(withKey.statusCode()).isEqualTo(202);
        assertThat(json(withKey).getString("status")).isEqualTo("sent");
    }

    @Test
    @DisplayName("Another site's page cannot connect on a visitor's login: 403")
    void anotherSitesPageCannotConnectOnALogin() {
        HttpResponse<?> page =
                TestClient.refused(with(ADA).header("Origin", "https://evil.example"), socket("ws/chat"));
        assertThat(page.statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("A token that is shown counts before the login")
    void aTokenCountsBeforeTheLogin() {
        String carol = ClientSuite.token("carol");
        try (TestClient client = TestClient.open(with(ADA), socket("ws/chat"), "bearer." + carol)) {
            assertThat(client.next("welcome").getJsonObject("user").getString("id"))
                    .isEqualTo("carol");
        }
        TestClient refused = TestClient.open(with(ADA), socket("ws/chat"), "bearer." + carol + "x");
        assertThat(refused.awaitClose()).isEqualTo(4001);
    }

    private static TestClient connect(String authorization) {
        return ClientSuite.welcomed(TestClient.open(with(authorization), socket("ws/chat")));
    }

    private static WebSocket.Builder with(String authorization) {
        return TestClient.builder().header("Authorization", authorization);
    }

    private static URI socket(String path) {
        return URI.create(guarded.base().resolve(path).toString().replaceFirst("^http", "ws"));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
