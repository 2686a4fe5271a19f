package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roomcast.boot.RoomcastServer;
import org.roomcast.boot.RoomcastServerBuilder;
import org.roomcast.config.SettingException;
import org.roomcast.testing.Issuer;
import org.roomcast.testing.Jws;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;

/** A server that believes an issuer's public keys and makes no tokens itself. */
class IssuerIT {

    private static final KeyPair NEXT = Jws.curve("secp256r1");

    @Test
    void keysComeFromTheIssuersAddressAndAreRotatedWhileTheServerRuns() {
        try (Issuer issuer = new Issuer();
                TestServer server = TestServer.start(builder -> tokensBy(builder, "ES256")
                        .setting("roomcast.auth.jwks-url", issuer.address())
                        .setting("roomcast.auth.issuer", "https://id.example")
                        .setting("roomcast.auth.audience", "chat"))) {
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            assertTurnedAway(server, token("one", "chat"), "unavailable", 4103);
            assertThat(server.get("/api/rooms", "Authorization", "Bearer " + token("one", "chat"))
                            .statusCode())
                    .isEqualTo(503);

            issuer.publishes(Jws.set(Jws.jwk(Jws.EC.getPublic(), "one", ",\"use\":\"sig\"")));
            eventually(
                    () -> assertThat(server.get("/health/ready").statusCode()).isEqualTo(200));
            assertLetIn(server, token("one", "chat"));
            assertTurnedAway(server, token("one", "shop"), "unauthenticated", 4001);
            String pem = Jws.pem(Jws.EC.getPublic());
            String confused = Jws.hs256(
                    "{\"alg\":\"HS256\",\"kid\":\"one\"}", claims("chat"), pem.getBytes(StandardCharsets.US_ASCII));
            assertTurnedAway(server, confused, "unauthenticated", 4001);

            issuer.publishes(Jws.set(Jws.jwk(NEXT.getPublic(), "two", "")));
            String next = Jws.signed(
                    "{\"alg\":\"ES256\",\"kid\":\"two\"}",
                    claims("chat"),
                    NEXT.getPrivate(),
                    "SHA256withECDSAinP1363Format");
            eventually(() -> assertThat(server.get("/api/rooms", "Authorization", "Bearer " + next)
                            .statusCode())
                    .isEqualTo(200));
            assertLetIn(server, next);
            assertTurnedAway(server, token("one", "chat"), "unauthenticated", 4001);

            issuer.publishes(null);
            int asked = issuer.timesAsked();
            for (int i = 0; i < 50; i++) {
                server.get("/api/rooms", "Authorization", "Bearer " + token("forged-" + i, "chat"));
            }
            assertThat(issuer.timesAsked())
                    .as("tokens make nobody flood the issuer")
                    .isLessThan(asked + 10);
            assertLetIn(server, next);
        }
    }

    @Test
    void aPublicKeyInTheSettingsOpensTheServerAndIsNoSecret() {
        String pem = Jws.pem(Jws.ED.getPublic());
        try (TestServer server = TestServer.start(
                builder -> tokensBy(builder, "EdDSA").setting("roomcast.auth.public-key", pem.replace("\n", "\\n")))) {
            assertLetIn(server, Jws.eddsa("{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}", claims("anyone")));
            for (String header : List.of("{\"alg\":\"HS256\"}", "{\"alg\":\"EdDSA\"}", "{\"alg\":\"none\"}")) {
                String forged = Jws.hs256(header, claims("chat"), pem.getBytes(StandardCharsets.US_ASCII));
                assertTurnedAway(server, forged, "unauthenticated", 4001);
            }
            assertTurnedAway(server, TestServer.token("ada"), "unauthenticated", 4001);
        }
    }

    @Test
    void settingsThatDoNotGoTogetherStopTheStart() {
        String pem = Jws.pem(Jws.ED.getPublic());
        assertStops("algorithm must be HS256", "algorithm", "RS512");
        assertStops("algorithm is RS256, which needs", "algorithm", "RS256");
        assertStops("public-key needs roomcast.auth.algorithm", "public-key", pem);
        assertStops("jwks-url needs roomcast.auth.algorithm", "jwks-url", "https://id.example/keys");
        assertStops("secret must not stand beside", "algorithm", "EdDSA", "public-key", pem, "secret", "x".repeat(32));
        assertStops(
                "jwks-url must not stand", "algorithm", "EdDSA", "public-key", pem, "jwks-url", "https://id.example/");
        assertStops("jwks-url must be an http", "algorithm", "EdDSA", "jwks-url", "file:///etc/passwd");
        assertStops("public-key is neither PEM nor a file", "algorithm", "EdDSA", "public-key", "no-such-file.pem");
        assertStops("public-key holds a key that is no RSA key", "algorithm", "RS256", "public-key", pem);
        assertStops("secret needs at least 32 bytes", "secret", "short");
        assertStops("clock-skew must be from 0s to 10m", "clock-skew", "11m");
        assertStops("api-keys-file names a file that is not there", "api-keys-file", "no-such-file");
    }

    private static void assertStops(String why, String... settings) {
        RoomcastServerBuilder builder = RoomcastServer.builder().port(0).setting("roomcast.jdbc.url", "none");
        for (int i = 0; i < settings.length; i += 2) {
            builder.setting("roomcast.auth." + settings[i], settings[i + 1]);
        }
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> builder.build().start())
                .withMessageContaining("roomcast.auth." + why)
                .withMessageNotContaining("BEGIN PUBLIC");
    }

    /** An empty secret is none. */
    private static RoomcastServerBuilder tokensBy(RoomcastServerBuilder builder, String algorithm) {
        return builder.setting("roomcast.auth.secret", "").setting("roomcast.auth.algorithm", algorithm);
    }

    private static String token(String kid, String audience) {
        return Jws.es256("{\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}", claims(audience));
    }

    private static String claims(String audience) {
        long end = Instant.now().getEpochSecond() + 3600;
        return "{\"iss\":\"https://id.example\",\"aud\":[\"" + audience + "\"],\"sub\":\"ada\",\"exp\":" + end + "}";
    }

    private static void assertLetIn(TestServer server, String token) {
        try (TestClient client = TestClient.open(server.ws("/ws/chat"), "roomcast.v1.json", "bearer." + token)) {
            JsonObject welcome = client.next("welcome");
            assertThat(welcome.getJsonObject("user").getString("id")).isEqualTo("ada");
        }
    }

    private static void assertTurnedAway(TestServer server, String token, String code, int closeCode) {
        TestClient client = TestClient.open(server.ws("/ws/chat"), "roomcast.v1.json", "bearer." + token);
        JsonObject error = client.next("error");
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getBoolean("temporary")).isEqualTo(code.equals("unavailable"));
        assertThat(client.awaitClose()).isEqualTo(closeCode);
    }
}
