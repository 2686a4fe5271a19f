package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.roomcast.testing.Jws;

/** Which keys are taken from PEM texts and key sets, and which are not. */
class TokenKeysTest {

    private static final String RSA_1024 = Jws.pem(Jws.pair("RSA", 1024).getPublic());
    private static final String P_384 = Jws.pem(Jws.curve("secp384r1").getPublic());
    private static final String ED448 = Jws.pem(Jws.pair("Ed448", 448).getPublic());

    @Test
    void severalKeysMayFollowEachOther() {
        String pem = "some words\n" + Jws.pem(Jws.RSA.getPublic())
                + Jws.pem(Jws.pair("RSA", 2048).getPublic());
        assertThat(TokenKeys.ofPem(TokenAlgorithm.RS256, pem).count()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HS256")
    void aKeyOfAnotherKindIsRefused(TokenAlgorithm algorithm) {
        for (var pair : List.of(Jws.RSA, Jws.EC, Jws.ED)) {
            String kind = pair.getPublic().getAlgorithm();
            boolean isFit = kind.startsWith(
                    switch (algorithm) {
                        case RS256 -> "RSA";
                        case ES256 -> "EC";
                        default -> "Ed";
                    });
            if (!isFit) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> TokenKeys.ofPem(algorithm, Jws.pem(pair.getPublic())));
            }
        }
    }

    @Test
    void weakKeysAreRefused() {
        assertRefused(TokenAlgorithm.RS256, RSA_1024, "2048");
        assertRefused(TokenAlgorithm.ES256, P_384, "P-256");
        assertRefused(TokenAlgorithm.EDDSA, ED448, "Ed25519");
    }

    @Test
    void whatIsNoPublicKeyIsRefusedAndNotShown() {
        byte[] secret = Jws.RSA.getPrivate().getEncoded();
        assertRefused(TokenAlgorithm.RS256, Jws.pem("PRIVATE KEY", secret), "private key");
        assertRefused(TokenAlgorithm.RS256, Jws.pem("RSA PRIVATE KEY", secret), "private key");
        assertRefused(TokenAlgorithm.RS256, Jws.pem("CERTIFICATE", new byte[100]), "CERTIFICATE");
        assertRefused(TokenAlgorithm.RS256, Jws.pem("PUBLIC KEY", new byte[100]), "no RSA key");
        assertRefused(TokenAlgorithm.RS256, "tulip", "BEGIN PUBLIC KEY");
        assertRefused(TokenAlgorithm.HS256, Jws.pem(Jws.RSA.getPublic()), "HS256");
    }

    @Test
    void aSetGivesTheKeysThatAreForTheAlgorithm() throws ParseException {
        String all = Jws.set(
                Jws.jwk(Jws.RSA.getPublic(), "r", ",\"use\":\"sig\",\"alg\":\"RS256\",\"key_ops\":[\"verify\"]"),
                Jws.jwk(Jws.EC.getPublic(), "e", ",\"use\":\"sig\""),
                Jws.jwk(Jws.ED.getPublic(), "d", ",\"alg\":\"EdDSA\""),
                "{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"kid\":\"s\"}");
        assertThat(ids(all, TokenAlgorithm.RS256)).containsExactly("r");
        assertThat(ids(all, TokenAlgorithm.ES256)).containsExactly("e");
        assertThat(ids(all, TokenAlgorithm.EDDSA)).containsExactly("d");
    }

    @Test
    void aSetsKeysForOtherUsesAndBrokenOnesArePassedOver() throws ParseException {
        String mixed = Jws.set(
                Jws.jwk(Jws.RSA.getPublic(), "encrypts", ",\"use\":\"enc\""),
                Jws.jwk(Jws.RSA.getPublic(), "signs", ",\"key_ops\":[\"sign\"]"),
                Jws.jwk(Jws.RSA.getPublic(), "other", ",\"alg\":\"RS512\""),
                Jws.jwk(Jws.pair("RSA", 1024).getPublic(), "weak", ""),
                "{\"kty\":\"RSA\",\"n\":\"AQAB\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"kid\":\"off\"}",
                "{\"kty\":\"quantum\",\"kid\":\"new\"}",
                "{}",
                Jws.jwk(Jws.RSA.getPublic(), "good", ""));
        assertThat(ids(mixed, TokenAlgorithm.RS256)).containsExactly("good");
    }

    @Test
    void aSetWithoutAUsableKeyIsNone() {
        for (String set : List.of(
                "",
                "[]",
                "{}",
                "{\"keys\":5}",
                "{\"keys\":[]}",
                "{\"keys\":[5]}",
                "<html>",
                "{\"keys\":[]}x",
                Jws.set(Jws.jwk(Jws.EC.getPublic(), "e", "")),
                "{\"keys\":" + "[".repeat(5000))) {
            org.assertj.core.api.Assertions.assertThatExceptionOfType(ParseException.class)
                    .as(set)
                    .isThrownBy(() -> JwkSetReader.read(set, TokenAlgorithm.RS256));
        }
    }

    @Test
    void ofAnEndlessSetTheFirstKeysAreTaken() throws ParseException {
        String[] many = new String[1000];
        Arrays.fill(many, Jws.jwk(Jws.ED.getPublic(), "d", ""));
        assertThat(JwkSetReader.read(Jws.set(many), TokenAlgorithm.EDDSA)).hasSize(JwkSetReader.MAX_KEYS);
    }

    private static List<String> ids(String set, TokenAlgorithm algorithm) throws ParseException {
        return JwkSetReader.read(set, algorithm).stream().map(TokenKey::id).toList();
    }

    private static void assertRefused(TokenAlgorithm algorithm, String pem, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenKeys.ofPem(algorithm, pem))
                .withMessageContaining(why)
                .withMessageNotContaining("tulip");
    }
}
