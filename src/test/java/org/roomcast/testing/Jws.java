package org.roomcast.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens and keys put together by hand, so that the library which checks them has not made them. */
public final class Jws {

    public static final KeyPair RSA = pair("RSA", 2048);
    public static final KeyPair EC = curve("secp256r1");
    public static final KeyPair ED = pair("Ed25519", 255);

    private Jws() {}

    public static KeyPair pair(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static KeyPair curve(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String hs256(String header, String claims, byte[] secret) {
        return hs256(header.getBytes(StandardCharsets.UTF_8), claims.getBytes(StandardCharsets.UTF_8), secret);
    }

    public static String hs256(byte[] header, byte[] claims, byte[] secret) {
        String input = encode(header) + "." + encode(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return input + "." + encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param algorithm of the platform's, such as {@code SHA256withRSA} */
    public static String signed(String header, String claims, PrivateKey key, String algorithm) {
        String input = encode(header) + "." + encode(claims);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + encode(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static String rs256(String header, String claims) {
        return signed(header, claims, RSA.getPrivate(), "SHA256withRSA");
    }

    public static String es256(String header, String claims) {
        return signed(header, claims, EC.getPrivate(), "SHA256withECDSAinP1363Format");
    }

    public static String eddsa(String header, String claims) {
        return signed(header, claims, ED.getPrivate(), "Ed25519");
    }

    public static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    public static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }

    /** @param more members in JSON, each with a comma in front */
    public static String jwk(PublicKey key, String id, String more) {
        String kid = id == null ? "" : ",\"kid\":\"" + id + "\"";
        if (key instanceof RSAPublicKey rsa) {
            return "{\"kty\":\"RSA\",\"n\":\"" + encode(rsa.getModulus()) + "\",\"e\":\""
                    + encode(rsa.getPublicExponent()) + "\"" + kid + more + "}";
        }
        if (key instanceof ECPublicKey ec) {
            return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
                    + encode(fixed(ec.getW().getAffineX())) + "\",\"y\":\""
                    + encode(fixed(ec.getW().getAffineY())) + "\"" + kid + more + "}";
        }
        byte[] encoded = ((EdECPublicKey) key).getEncoded();
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                + encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)) + "\"" + kid + more + "}";
    }

    public static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    public static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, fixed.length);
        System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
        return fixed;
    }
}
