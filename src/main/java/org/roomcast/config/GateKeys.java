package org.roomcast.config;

/** The settings of what is asked before anybody is let in: rates, times, proxies, origins. */
public final class GateKeys {

    public static final SettingKey TRUSTED_PROXIES = new SettingKey(
            "roomcast.http.trusted-proxies",
            "",
            "Addresses and networks of reverse proxies whose Forwarded and X-Forwarded-… headers are believed.");
    public static final SettingKey CORS_ORIGINS = new SettingKey(
            "roomcast.http.cors-origins", "", "Origins whose pages may call REST, with a token or key; none without.");
    public static final SettingKey HEAD_TIMEOUT = new SettingKey(
            "roomcast.http.head-timeout", "10s", "How long the head of a request may take, on the standalone server.");
    public static final SettingKey BODY_TIMEOUT = new SettingKey(
            "roomcast.http.body-timeout", "30s", "How long the body of a request may take, on the standalone server.");
    public static final SettingKey IDLE_TIMEOUT = new SettingKey(
            "roomcast.http.idle-timeout",
            "60s",
            "How long a TCP connection may wait for its next request, on the standalone server.");
    public static final SettingKey SOCKETS_PER_ADDRESS = new SettingKey(
            "roomcast.http.sockets-per-address",
            "200",
            "TCP connections of one address that are no WebSockets, on the standalone server; 0 for no limit.");
    public static final SettingKey PINGS = new SettingKey(
            "roomcast.http.pings-per-minute",
            "600",
            "WebSocket pings and pongs a connection may send per minute, on the standalone server; 0 for no limit.");
    public static final SettingKey ORIGIN_MISSING = new SettingKey(
            "roomcast.auth.origin-missing",
            "any",
            "Whether a handshake without Origin is taken: any, token (when it brings one) or refuse.");
    public static final SettingKey AUTH_TIMEOUT = new SettingKey(
            "roomcast.auth.timeout",
            "0s",
            "How long a connection that needs a token may wait to send it in authenticate; 0s: not at all.");
    public static final SettingKey FRAMES_PER_USER = new SettingKey(
            "roomcast.limits.frames-per-user",
            "",
            "Frames all connections of a user may send per minute; 10 times those of a connection when not set.");
    public static final SettingKey FRAMES_PER_ADDRESS = new SettingKey(
            "roomcast.limits.frames-per-address",
            "",
            "Frames all connections of an address may send per minute; 50 times those of a connection when not set.");
    public static final SettingKey REQUESTS_PER_USER = new SettingKey(
            "roomcast.limits.requests-per-user",
            "6000",
            "REST requests of a user or API key per minute; 0 for no limit.");
    public static final SettingKey REQUESTS_PER_ADDRESS = new SettingKey(
            "roomcast.limits.requests-per-address", "12000", "REST requests of an address per minute; 0 for no limit.");
    public static final SettingKey HANDSHAKES = new SettingKey(
            "roomcast.limits.handshakes-per-second", "500", "Handshakes per second in all; 0 for no limit.");
    public static final SettingKey HANDSHAKES_PER_ADDRESS = new SettingKey(
            "roomcast.limits.handshakes-per-address",
            "50",
            "Handshakes per second from one address, ten seconds' worth at once; 0 for no limit.");

    private GateKeys() {}
}
