package org.roomcast.websocket;

/** The answer to a request for a WebSocket address that is no upgrade, PROTOCOL.md section 1. */
public final class UpgradeProblem {

    public static final int STATUS = 400;
    public static final String TYPE = "application/problem+json";
    public static final String BODY = "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
            + "\"detail\":\"Open this address as a WebSocket, for example with new WebSocket(url).\","
            + "\"error\":\"This endpoint requires WebSocket upgrade\"}";
    /** The header under which the peer's address is handed to the endpoints. */
    public static final String PEER_HEADER = HandshakeRequestData.PEER_HEADER;

    private UpgradeProblem() {}
}
