package org.roomcast.abuse;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens put together by hand: nothing of the server's own has a part in them. */
final class Forger {

    static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    static final String ISSUER = "the-forge";
    static final String AUDIENCE = "the-chat";
    /** The claims of a right token beside {@code sub} and {@code exp}. */
    static final String RIGHT = ",\"iss\":\"" + ISSUER + "\",\"aud\":[\"" + AUDIENCE + "\"]";

    private Forger() {}

    /** A right token for an hour. */
    static String valid(String user, String... roles) {
        String list = roles.length == 0 ? "" : ",\"roles\":[\"" + String.join("\",\"", roles) + "\"]";
        return signed(HS256, claims(user, list));
    }

    /** @param more further claims, each with a comma before it */
    static String claims(String user, String more) {
        return "{\"sub\":\"" + user + "\",\"exp\":" + in(3600) + RIGHT + more + "}";
    }

    static long in(long seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }

    static String signed(String header, String claims) {
        return signed(header, claims, "HmacSHA256", AbusedServer.SECRET.getBytes(StandardCharsets.UTF_8));
    }

    static String signed(String header, String claims, String algorithm, byte[] key) {
        String unsigned = encoded(header) + "." + encoded(claims);
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return unsigned + "." + encoded(mac.doFinal(unsigned.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static String unsigned(String header, String claims) {
        return encoded(header) + "." + encoded(claims) + ".";
    }

    static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
