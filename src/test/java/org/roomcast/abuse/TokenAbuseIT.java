package org.roomcast.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.roomcast.testing.TestClient;

/** Tokens that are none: by the handshake, by a frame and by REST. RFC 8725 is the list of what has gone wrong elsewhere. */
@ExtendWith(AbuseExtension.class)
class TokenAbuseIT {

    private static final byte[] SECRET = AbusedServer.SECRET.getBytes(StandardCharsets.UTF_8);
    private static final String ADMIN = ",\"roles\":[\"admin\"]";

    private final AbusedServer server;

    TokenAbuseIT(AbusedServer server) {
        this.server = server;
    }

    static Stream<Arguments> forged() {
        Map<String, String> tokens = new LinkedHashMap<>();
        String claims = Forger.claims("root", ADMIN);
        for (String alg : new String[] {
            "\"none\"",
            "\"None\"",
            "\"NONE\"",
            "\"nOnE\"",
            "\"none \"",
            "\" none\"",
            "\"\"",
            "null",
            "[\"none\"]",
            "0",
            "\"no\\u006ee\"",
            "\"hs256\"",
            "\"HS256 \"",
            "{}"
        }) {
            String header = "{\"alg\":" + alg + "}";
            tokens.put("alg " + alg + " without signature", Forger.unsigned(header, claims));
            tokens.put("alg " + alg + " signed", Forger.signed(header, claims));
        }
        tokens.put("no alg", Forger.signed("{\"typ\":\"JWT\"}", claims));
        tokens.put("alg twice", Forger.unsigned("{\"alg\":\"HS256\",\"alg\":\"none\"}", claims));
        tokens.put("HS256 without signature", Forger.unsigned(Forger.HS256, claims));
        tokens.put("HS512 with the same secret", Forger.signed("{\"alg\":\"HS512\"}", claims, "HmacSHA512", SECRET));
        tokens.put("HS384 with the same secret", Forger.signed("{\"alg\":\"HS384\"}", claims, "HmacSHA384", SECRET));
        for (String alg : new String[] {"RS256", "ES256", "PS256", "EdDSA", "ES256K"}) {
            tokens.put(alg + " with an HMAC", Forger.signed("{\"alg\":\"" + alg + "\"}", claims));
            tokens.put(
                    alg + " of zeros",
                    Forger.unsigned("{\"alg\":\"" + alg + "\"}", claims) + Forger.encoded(new byte[64]));
        }
        byte[] own = "an attacker's own key of more than 32 bytes".getBytes(StandardCharsets.UTF_8);
        tokens.put("another key", Forger.signed(Forger.HS256, claims, "HmacSHA256", own));
        tokens.put("a key of zeros", Forger.signed(Forger.HS256, claims, "HmacSHA256", new byte[32]));
        tokens.put(
                "kid of another file",
                Forger.signed(
                        "{\"alg\":\"HS256\",\"kid\":\"../../../../dev/null\"}", claims, "HmacSHA256", new byte[1]));
        tokens.put(
                "kid as SQL",
                Forger.signed(
                        "{\"alg\":\"HS256\",\"kid\":\"x' UNION SELECT 'k\"}", claims, "HmacSHA256", new byte[] {'k'}));
        tokens.put(
                "its own key in jwk",
                Forger.signed(
                        "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"" + Forger.encoded(own) + "\"}}",
                        claims,
                        "HmacSHA256",
                        own));
        tokens.put("critical extension", Forger.signed("{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}", claims));
        tokens.put(
                "payload not encoded", Forger.signed("{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}", claims));
        tokens.put("encrypted", Forger.encoded("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}") + "..AAAA.AAAA.AAAA");
        broken(tokens, claims);
        forOthers(tokens);
        return tokens.entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
    }

    /** Right tokens of the same issuer for another service, and of another issuer. */
    private static void forOthers(Map<String, String> tokens) {
        String issuer = ",\"iss\":\"" + Forger.ISSUER + "\"";
        String audience = ",\"aud\":\"" + Forger.AUDIENCE + "\"";
        for (String more : new String[] {
            issuer,
            audience,
            issuer + ",\"aud\":\"another\"",
            issuer + ",\"aud\":[\"another\"]",
            issuer + ",\"aud\":[]",
            issuer + ",\"aud\":null",
            issuer + ",\"aud\":\"The-Chat\"",
            issuer + ",\"aud\":\"the-chat.evil\"",
            issuer + ",\"aud\":\"the-cha\"",
            issuer + ",\"aud\":\"*\"",
            audience + ",\"iss\":\"another\"",
            audience + ",\"iss\":[\"the-forge\"]",
            audience + ",\"iss\":\"the-forge/\"",
            audience + ",\"iss\":null"
        }) {
            tokens.put(
                    "with " + more,
                    Forger.signed(Forger.HS256, "{\"sub\":\"root\",\"exp\":" + Forger.in(600) + more + "}"));
        }
    }

    private static void broken(Map<String, String> tokens, String claims) {
        String right = Forger.valid("mallory");
        String[] parts = right.split("\\.");
        tokens.put("claims exchanged", parts[0] + "." + Forger.encoded(claims) + "." + parts[2]);
        tokens.put("half a signature", right.substring(0, right.length() - 20));
        tokens.put(
                "one bit of the signature",
                right.substring(0, right.length() - 10)
                        + (right.charAt(right.length() - 10) == 'A' ? 'B' : 'A')
                        + right.substring(right.length() - 9));
        tokens.put("a fourth part", right + "." + parts[2]);
        tokens.put("dots", "...");
        tokens.put("not base64", "!!!.???.***");
        tokens.put("not valid yet", Forger.signed(Forger.HS256, Forger.claims("root", ",\"nbf\":" + Forger.in(600))));
        tokens.put("without exp", Forger.signed(Forger.HS256, "{\"sub\":\"root\"" + Forger.RIGHT + "}"));
        tokens.put(
                "exp as text",
                Forger.signed(Forger.HS256, "{\"sub\":\"root\",\"exp\":\"4102444800\"" + Forger.RIGHT + "}"));
        tokens.put(
                "exp beyond numbers",
                Forger.signed(Forger.HS256, "{\"sub\":\"root\",\"exp\":1e1000000000" + Forger.RIGHT + "}"));
        tokens.put("without sub", Forger.signed(Forger.HS256, "{\"exp\":" + Forger.in(60) + Forger.RIGHT + "}"));
        tokens.put(
                "sub as a list",
                Forger.signed(Forger.HS256, "{\"sub\":[\"root\"],\"exp\":" + Forger.in(60) + Forger.RIGHT + "}"));
        tokens.put("sub empty", Forger.signed(Forger.HS256, Forger.claims("", "")));
        tokens.put("sub with a line end", Forger.signed(Forger.HS256, Forger.claims("ro\\r\\not", "")));
        tokens.put("roles as text", Forger.signed(Forger.HS256, Forger.claims("root", ",\"roles\":\"admin\"")));
        tokens.put(
                "rooms as text",
                Forger.signed(Forger.HS256, Forger.claims("root", ",\"rooms\":{\"join\":\"private.*\"}")));
        tokens.put(
                "a grant that stands twice",
                Forger.signed(
                        Forger.HS256, Forger.claims("root", ",\"rooms\":{\"join\":[],\"join\":[\"private.*\"]}")));
        tokens.put("claims of an array", Forger.signed(Forger.HS256, "[1]"));
        tokens.put("claims of nothing", Forger.signed(Forger.HS256, "{}"));
        tokens.put(
                "oversized",
                Forger.signed(Forger.HS256, Forger.claims("root", ",\"x\":\"" + "x".repeat(4_000) + "\"")));
        tokens.put(
                "deep",
                Forger.signed(Forger.HS256, Forger.claims("root", ",\"x\":" + "[".repeat(1_200) + "]".repeat(1_200))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forged")
    void aForgedTokenOpensNothing(String what, String token) {
        if (token.chars().allMatch(c -> c > ' ' && c < 127)) {
            TestClient direct = TestClient.open(
                    TestClient.builder().header("Authorization", "Bearer " + token), server.ws("/ws/chat"));
            JsonObject error = direct.next("error");
            assertThat(error.getString("code")).isEqualTo("unauthenticated");
            assertThat(error.toString()).doesNotContain("Exception", "nimbus", AbusedServer.SECRET);
            assertThat(direct.awaitClose()).isEqualTo(4001);
        }
        var answer = server.rest().post("api/messages", "{\"data\":\"forged\"}", "Authorization", "Bearer " + token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("Exception", "nimbus");
    }

    @Test
    void aForgedTokenInAFrameChangesNobody() {
        try (TestClient client = TestClient.open(server.ws("/ws/chat"))) {
            client.next("welcome");
            for (String token : new String[] {
                Forger.unsigned("{\"alg\":\"none\"}", Forger.claims("root", ADMIN)),
                Forger.signed("{\"alg\":\"HS256\"}", Forger.claims("root", ADMIN), "HmacSHA256", new byte[32]),
                "x".repeat(50_000)
            }) {
                JsonObject answer = client.request("{'type':'authenticate','token':'" + token + "'}");
                assertThat(answer.getString("code")).isEqualTo("unauthenticated");
            }
            assertThat(client.join("presence.team").getString("code")).isEqualTo("unauthenticated");
            assertThat(client.request("{'type':'broadcast','data':1}").getString("code"))
                    .isEqualTo("unauthenticated");
        }
    }

    /** There is no leeway for the end. */
    @Test
    void aTokenThatExpiredASecondAgoIsTold() {
        String token = Forger.signed(Forger.HS256, "{\"sub\":\"late\",\"exp\":" + Forger.in(-1) + Forger.RIGHT + "}");
        TestClient client = TestClient.open(server.ws("/ws/chat?token=" + token));
        assertThat(client.next("error").getString("code")).isEqualTo("token_expired");
        assertThat(client.awaitClose()).isEqualTo(4203);
        assertThat(server.rest()
                        .get("api/users", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aUserCannotBecomeAnother() {
        try (TestClient client = TestClient.open(server.ws("/ws/chat"), "bearer." + Forger.valid("mallory"))) {
            client.next("welcome");
            JsonObject answer =
                    client.request("{'type':'authenticate','token':'" + Forger.valid("ada", "admin") + "'}");
            assertThat(answer.getString("code")).isEqualTo("forbidden");
            assertThat(client.request("{'type':'broadcast','data':1}").getString("code"))
                    .isEqualTo("forbidden");
        }
    }

    /** An address in a token that nobody has verified yet must not be asked (RFC 8725 section 3.10). */
    @Test
    void noAddressInATokenIsAsked() throws IOException {
        try (ServerSocket trap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            trap.setSoTimeout(2_000);
            String url = "http://127.0.0.1:" + trap.getLocalPort() + "/keys";
            String header = "{\"alg\":\"%s\",\"kid\":\"a\",\"jku\":\"" + url + "\",\"x5u\":\"" + url + "\"}";
            String claims = "{\"sub\":\"root\",\"exp\":" + Forger.in(60) + ",\"iss\":\"" + url + "\",\"aud\":\"x\"}";
            for (String alg : new String[] {"HS256", "RS256", "ES256"}) {
                String token = Forger.signed(header.formatted(alg), claims, "HmacSHA256", new byte[32]);
                assertThat(server.rest()
                                .get("api/users", "Authorization", "Bearer " + token)
                                .statusCode())
                        .isEqualTo(401);
            }
            assertThat(asked(trap)).isFalse();
        }
    }

    private static boolean asked(ServerSocket trap) throws IOException {
        try {
            trap.accept().close();
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }
}
