package org.roomcast.websocket;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What may be wrong with a request for a WebSocket address, and its answer, PROTOCOL.md section 1. Checked here, since
 * the engines differ: without a key or Connection Tyrus answers 500, and Undertow shakes hands with versions that nobody speaks.
 */
public enum UpgradeProblem {
    NO_UPGRADE(
            400,
            "Bad Request",
            "Open this address as a WebSocket, for example with new WebSocket(url).",
            "This endpoint requires WebSocket upgrade"),
    NO_CONNECTION(
            400,
            "Bad Request",
            "Connection must be Upgrade; a proxy in front has to hand that header on.",
            "This endpoint requires WebSocket upgrade"),
    BAD_QUERY(400, "Bad Request", "A % in the query must begin a percent-encoded byte.", "This address is not a URI"),
    NO_KEY(400, "Bad Request", "Sec-WebSocket-Key must be 16 bytes in base64.", "This is no WebSocket handshake"),
    OTHER_VERSION(
            426,
            "Upgrade Required",
            "Sec-WebSocket-Version must be 13.",
            "This version of the WebSocket protocol is not spoken"),
    FOREIGN_ORIGIN(
            403,
            "Forbidden",
            "Pages of this origin may not connect; roomcast.auth.origins lists those that may.",
            "This origin is not allowed"),
    TOO_MANY_OF_ADDRESS(
            429, "Too Many Requests", "Connect again after Retry-After.", "Too many handshakes from this address"),
    TOO_MANY(503, "Service Unavailable", "Connect again after Retry-After.", "Too many handshakes at once");

    public static final String TYPE = "application/problem+json";
    /** The header under which the peer's address is handed to the endpoints. */
    public static final String PEER_HEADER = HandshakeRequestData.PEER_HEADER;
    /** The request header with the client's key, and the one that tells the version, in both directions. */
    public static final String KEY_HEADER = "Sec-WebSocket-Key";

    public static final String VERSION_HEADER = "Sec-WebSocket-Version";
    /** The only version there is, RFC 6455 section 4.1. */
    public static final String VERSION = "13";

    private static final int KEY_BYTES = 16;

    private final int status;
    private final String title;
    private final String body;

    UpgradeProblem(int status, String title, String detail, String error) {
        this.status = status;
        this.title = title;
        this.body = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                + detail + "\",\"error\":\"" + error + "\"}";
    }

    public int status() {
        return status;
    }

    /** What the status means. */
    public String title() {
        return title;
    }

    /** The problem document. */
    public String body() {
        return body;
    }

    /**
     * Looks at a request that offers an upgrade to WebSocket (RFC 6455 section 4.2.1). @return null when nothing is wrong
     * with it
     */
    public static @Nullable UpgradeProblem of(@Nullable String key, @Nullable String version) {
        if (!VERSION.equals(version)) {
            return OTHER_VERSION;
        }
        return isKey(key) ? null : NO_KEY;
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
