package org.roomcast.testing;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.roomcast.auth.Secret;
import org.roomcast.auth.TokenMint;
import org.roomcast.boot.RoomcastServer;
import org.roomcast.boot.RoomcastServerBuilder;
import org.roomcast.registry.SessionRegistry;

/** An embedded server on a free port, with the limits off that tests would run into, and real clients for it. */
public final class TestServer implements AutoCloseable {

    public static final String SECRET = "a secret for tests that has more than 32 bytes";
    public static final String API_KEY = "key-of-the-shop";

    private final RoomcastServer server;

    private TestServer(RoomcastServer server) {
        this.server = server;
    }

    public static TestServer start() {
        return start(builder -> builder);
    }

    public static TestServer start(UnaryOperator<RoomcastServerBuilder> plan) {
        RoomcastServer server = plan.apply(builder()).build();
        server.start();
        return new TestServer(server);
    }

    public static RoomcastServerBuilder builder() {
        return RoomcastServer.builder()
                .host("127.0.0.1")
                .port(0)
                .setting("roomcast.auth.secret", SECRET)
                .setting("roomcast.auth.api-keys", "shop:" + API_KEY)
                .setting("roomcast.presence.grace", "200ms")
                .setting("roomcast.limits.frames-per-minute", "0")
                .setting("roomcast.limits.connections-per-address", "0")
                .setting("roomcast.limits.handshakes-per-second", "0")
                .setting("roomcast.limits.handshakes-per-address", "0")
                .setting("roomcast.limits.requests-per-user", "0")
                .setting("roomcast.limits.requests-per-address", "0")
                .setting("roomcast.http.sockets-per-address", "0");
    }

    public SessionRegistry registry() {
        return server.registry();
    }

    public RoomcastServer server() {
        return server;
    }

    public URI http(String path) {
        return server.uri().resolve(path);
    }

    public URI ws(String path) {
        return URI.create("ws://127.0.0.1:" + server.port() + path);
    }

    public int port() {
        return server.port();
    }

    /** Opens a connection and takes its {@code welcome}. */
    public TestClient connect(String path) {
        TestClient client = TestClient.open(ws(path));
        client.welcome = client.next("welcome");
        return client;
    }

    /** The same as a user, with the token where logs do not see it. */
    public TestClient connectAs(String user, String path, String... roles) {
        TestClient client = TestClient.open(ws(path), "roomcast.v1.json", "bearer." + token(user, roles));
        client.welcome = client.next("welcome");
        return client;
    }

    public static String token(String user, String... roles) {
        return new TokenMint(Secret.of(SECRET), Clock.systemUTC())
                .mint(
                        user,
                        user.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + user.substring(1),
                        List.of(roles),
                        Duration.ofHours(1));
    }

    public HttpResponse<String> get(String path, String... headers) {
        return rest().get(path, headers);
    }

    /** Posts JSON with the API key. */
    public HttpResponse<String> push(String path, String json) {
        return rest().post(path, json, "X-API-Key", API_KEY);
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        return rest().send(method, path, body, headers);
    }

    private RestClient rest() {
        return new RestClient(server.uri());
    }

    @Override
    public void close() {
        server.stop();
    }
}
