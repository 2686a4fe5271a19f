package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.roomcast.boot.RoomcastServer;
import org.roomcast.config.SettingException;
import org.roomcast.model.RoomName;
import org.roomcast.registry.SessionRegistry;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;
import org.roomcast.websocket.ChatEndpoint;
import org.roomcast.websocket.ChatRoomEndpoint;
import org.roomcast.websocket.HandshakeConfigurator;
import org.roomcast.websocket.NotificationsEndpoint;

/** Servers inside a program: several, sharing or not, with endpoints and resources of the program's own. */
class EmbeddingIT {

    @ApplicationScoped
    @ServerEndpoint(value = "/ws/shout", configurator = HandshakeConfigurator.class)
    public static class ShoutEndpoint {
        @Inject
        SessionRegistry registry;

        @OnMessage
        public String shout(String text, Session session) {
            registry.broadcast("shout", text);
            return text.toUpperCase(java.util.Locale.ROOT);
        }
    }

    @ApplicationScoped
    @ServerEndpoint(value = "/ws/weigh", configurator = HandshakeConfigurator.class)
    public static class WeighEndpoint {
        @OnMessage(maxMessageSize = 1_000_000)
        public String weigh(byte[] load) {
            return String.valueOf(load.length);
        }
    }

    @ApplicationScoped
    @Path("greeting")
    public static class GreetingResource {
        @Inject
        SessionRegistry registry;

        @GET
        public String greet() {
            return "hello to " + registry.connectionCount();
        }
    }

    @Test
    void aServerStartsAndStopsAndTellsItsPort() {
        RoomcastServer server =
                TestServer.builder().endpoint(ChatEndpoint.class).build();
        assertThat(server.isRunning()).isFalse();
        assertThatThrownBy(server::port).isInstanceOf(IllegalStateException.class);
        server.start();
        server.start();
        assertThat(server.isRunning()).isTrue();
        assertThat(server.port()).isPositive();
        server.stop();
        server.stop();
        assertThat(server.isRunning()).isFalse();
        server.start();
        assertThat(server.isRunning()).as("it can be started again").isTrue();
        server.stop();
    }

    @Test
    void eachServerHasTheEndpointsThatItNames() {
        try (TestServer chat = TestServer.start(b -> b.endpoint(ChatEndpoint.class));
                TestServer inbox = TestServer.start(b -> b.endpoint(NotificationsEndpoint.class))) {
            chat.connect("/ws/chat").close();
            inbox.connectAs("alice", "/ws/notifications").close();
            assertThatThrownBy(() -> TestClient.open(inbox.ws("/ws/chat"))).isInstanceOf(CompletionException.class);
            assertThatThrownBy(() -> TestClient.open(chat.ws("/ws/chat/room"))).isInstanceOf(CompletionException.class);
        }
    }

    @Test
    void serversAreStrangersUnlessTheyShareARegistry() {
        try (TestServer one = TestServer.start();
                TestServer two = TestServer.start();
                TestServer likeOne = TestServer.start(b -> b.sharing(one.server()));
                TestClient a = one.connectAs("a", "/ws/chat");
                TestClient b = likeOne.connectAs("b", "/ws/chat/common");
                TestClient c = two.connectAs("c", "/ws/chat/common")) {
            b.next("ack");
            c.next("ack");
            assertThat(a.join("common").getInt("members")).isEqualTo(2);
            b.next("joined");
            a.request("{'type':'publish','room':'common','data':'hi'}");
            assertThat(b.event("message").getString("data")).isEqualTo("hi");
            assertThat(c.drain()).isEmpty();
            one.registry().publish(RoomName.of("common"), "from-bean", Map.of("n", 1));
            assertThat(b.event("from-bean").getJsonObject("data").getInt("n")).isEqualTo(1);
            a.event("from-bean");

            likeOne.close();
            assertThat(b.next("goodbye").getInt("retry_after")).isPositive();
            assertThat(b.awaitClose()).isEqualTo(4200);
            a.next("left");
            assertThat(a.isClosed()).as("the other server goes on").isFalse();
            a.request("{'type':'publish','room':'common','data':'still here'}");
        }
    }

    @Test
    void stoppingSaysGoodbyeToEveryConnection() {
        TestServer server = TestServer.start();
        TestClient one = server.connect("/ws/chat");
        TestClient two = server.connectAs("u", "/ws/notifications");
        server.close();
        for (TestClient client : new TestClient[] {one, two}) {
            client.next("goodbye");
            assertThat(client.awaitClose()).isEqualTo(4200);
        }
    }

    @Test
    void aProgramAddsEndpointsAndResourcesOfItsOwn() throws Exception {
        try (TestServer server = TestServer.start(b -> b.endpoint(ShoutEndpoint.class)
                        .endpoint(ChatRoomEndpoint.class)
                        .resource(GreetingResource.class)
                        .bean(ShoutEndpoint.class)
                        .bean(GreetingResource.class));
                TestClient reader = server.connect("/ws/chat/any")) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            WebSocket socket = TestClient.builder()
                    .buildAsync(server.ws("/ws/shout"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                            answer.complete(data.toString());
                            return null;
                        }
                    })
                    .join();
            socket.sendText("hey", true).join();
            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("HEY");
            assertThat(reader.event("shout").getString("data")).isEqualTo("hey");
            assertThat(server.get("/api/greeting").body()).isEqualTo("hello to 1");
            socket.abort();
        }
    }

    @Test
    void anEndpointThatAsksForLargeMessagesGetsThemAndNoOtherDoes() throws Exception {
        try (TestServer server = TestServer.start(b -> b.endpoint(WeighEndpoint.class)
                        .endpoint(ChatEndpoint.class)
                        .bean(WeighEndpoint.class));
                RawClient large = RawClient.open(server.port(), "/ws/weigh");
                RawClient tooLarge = RawClient.open(server.port(), "/ws/weigh");
                RawClient chat = RawClient.open(server.port(), "/ws/chat")) {
            large.frame(0x82, new byte[1_000_000]);
            assertThat(large.read().text()).isEqualTo("1000000");
            tooLarge.frame(0x82, new byte[1_000_001]);
            assertThat(tooLarge.readCloseCode()).isEqualTo(1009);
            chat.frame(0x81, new byte[70_000]);
            assertThat(chat.readCloseCode()).isEqualTo(1009);
        }
    }

    @Test
    void aPortThatIsTakenAndABadSettingStopTheStartWithASentence() {
        try (TestServer first = TestServer.start()) {
            RoomcastServer second = TestServer.builder().port(first.port()).build();
            assertThatThrownBy(second::start)
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining(String.valueOf(first.port()))
                    .hasMessageContaining("in use");
            assertThat(second.isRunning()).isFalse();
        }
        assertThatThrownBy(() -> TestServer.start(b -> b.setting("roomcast.limits.conections", "5")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("did you mean \"roomcast.limits.connections\"");
        assertThatThrownBy(() -> TestServer.start(b -> b.setting("roomcast.auth.secret", "short")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("roomcast.auth.secret")
                .hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> TestServer.start(b -> b.setting("roomcast.http.cors-origins", "example.org")))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("roomcast.http.cors-origins must hold ");
        assertThatThrownBy(() -> TestServer.start(b -> b.setting("roomcast.jdbc.url", "jdbc:other://host/name")))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("roomcast.jdbc.url must begin with jdbc:h2:");
    }

    @Test
    void aHostThatIsNoneOrAnotherMachinesStopsTheStartWithASentence() {
        for (String host : List.of("", "no such host", "under_score", "203.0.113.5", "nobody.invalid")) {
            assertThatThrownBy(() -> TestServer.start(b -> b.host(host)))
                    .as(host)
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith("roomcast.http.host must be ");
        }
    }
}
