package org.roomcast.browser;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.roomcast.auth.Secret;
import org.roomcast.auth.TokenMint;
import org.roomcast.boot.RoomcastServerBuilder;
import org.roomcast.testing.Gateway;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestServer;

/** A server with its pages behind a network that can fail; restarted, it has the same address and the same data. */
final class Site implements AutoCloseable {

    private static final TokenMint MINT = new TokenMint(Secret.of(TestServer.SECRET), Clock.systemUTC());

    private final UnaryOperator<RoomcastServerBuilder> plan;
    private final List<Gateway> ways = new ArrayList<>();
    private TestServer server;

    private Site(UnaryOperator<RoomcastServerBuilder> plan) {
        this.plan = plan;
        server = TestServer.start(plan);
        anotherWay();
    }

    static Site start(Path data) {
        return start(data, builder -> builder);
    }

    static Site start(Path data, UnaryOperator<RoomcastServerBuilder> more) {
        return new Site(builder ->
                more.apply(builder.setting("roomcast.data.dir", data.toString()).pages(Path.of("src/main/webapp"))));
    }

    /** Ends in a slash. */
    String address() {
        return address(ways.get(0));
    }

    static String address(Gateway way) {
        return "http://127.0.0.1:" + way.port() + "/";
    }

    /** A network of one's own, for a visitor whose network is to fail alone. */
    Gateway anotherWay() {
        Gateway way = new Gateway(server.port());
        ways.add(way);
        return way;
    }

    TestServer server() {
        return server;
    }

    void stopServer() {
        server.close();
    }

    void startServerAgain() {
        server = TestServer.start(plan);
        ways.forEach(way -> way.to(server.port()));
    }

    /** A message into a room, by REST and past the network that can fail. */
    void push(String room, String text) {
        server.push("/api/messages", "{\"room\":\"" + room + "\",\"data\":{\"text\":\"" + text + "\"}}");
    }

    /** Sets a figure of the dashboard. */
    HttpResponse<String> widget(String name, String body) {
        String path = "/api/dashboard/" + name;
        return server.send("PUT", path, body, "X-API-Key", TestServer.API_KEY, "Content-Type", "application/json");
    }

    /** What was said in a room, in the server's order: the measure for what the pages show. */
    List<String> said(String room) {
        return RestClient.json(server.get("/api/rooms/" + room + "/messages?limit=500"))
                .getJsonArray("events")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(event -> event.getJsonObject("data").getString("text"))
                .toList();
    }

    /** The path of a page with a token, as the server prints it for its administrator. */
    static String signedIn(String page, String user, String... roles) {
        return page + "#token=" + TestServer.token(user, roles);
    }

    static String tokenFor(String user, Duration lifetime, String... roles) {
        return MINT.mint(user, user, List.of(roles), lifetime);
    }

    @Override
    public void close() {
        ways.forEach(Gateway::close);
        server.close();
    }
}
