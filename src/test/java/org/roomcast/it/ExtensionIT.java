package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.roomcast.model.Draft;
import org.roomcast.model.Payload;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Publication;
import org.roomcast.model.RoomName;
import org.roomcast.registry.Connection;
import org.roomcast.registry.EventHandler;
import org.roomcast.registry.LifecycleEvent;
import org.roomcast.registry.PublishFilter;
import org.roomcast.registry.SessionRegistry;
import org.roomcast.testing.TestClient;
import org.roomcast.testing.TestServer;
import org.roomcast.websocket.FrameHandler;

/** What an application adds as CDI beans: observers, filters, handlers. */
class ExtensionIT {

    @ApplicationScoped
    public static class Diary {
        private final List<String> entries = new CopyOnWriteArrayList<>();

        public List<String> entries() {
            return entries;
        }

        void started(@Observes LifecycleEvent.ServerStarted event) {
            entries.add("started");
        }

        void stopping(@Observes LifecycleEvent.ServerStopping event) {
            LAST_WORDS.add("stopping");
        }

        void opened(@Observes LifecycleEvent.ConnectionOpened event) {
            entries.add("opened " + event.connection().identity().name());
        }

        void closed(@ObservesAsync LifecycleEvent.ConnectionClosed event) {
            entries.add("closed " + event.code());
        }

        void received(@Observes LifecycleEvent.FrameReceived event) {
            entries.add("received " + event.type());
        }

        void sent(@Observes LifecycleEvent.FrameSent event) {
            entries.add("sent");
        }

        void failed(@Observes LifecycleEvent.Failure event) {
            entries.add("failure " + event.cause().getMessage());
        }
    }

    @ApplicationScoped
    public static class Saboteur {
        void opened(@Observes LifecycleEvent.ConnectionOpened event) {
            throw new IllegalStateException("an observer that throws");
        }

        void sent(@Observes LifecycleEvent.FrameSent event) {
            throw new AssertionError("an error, not only an exception");
        }
    }

    @ApplicationScoped
    @Priority(2)
    public static class Refuser implements PublishFilter {
        @Override
        public Draft filter(Draft draft) {
            if (draft.data().json().contains("forbidden")) {
                throw ProtocolException.forbidden("not that word");
            }
            if (draft.event().equals("crash")) {
                throw new IllegalStateException("secret detail");
            }
            return draft;
        }
    }

    @ApplicationScoped
    @Priority(1)
    public static class Polisher implements PublishFilter {
        @Override
        public Draft filter(Draft draft) {
            return draft.withData(new Payload(draft.data().json().replace("colour", "color")));
        }
    }

    @ApplicationScoped
    public static class OrderHandler implements EventHandler {
        @Inject
        SessionRegistry registry;

        @Override
        public String event() {
            return "order";
        }

        @Override
        public void handle(Publication publication) {
            registry.publish(RoomName.of("kitchen"), "cook", publication.data());
            throw new IllegalStateException("a handler that throws");
        }
    }

    @ApplicationScoped
    public static class WhoAmI implements FrameHandler {
        @Inject
        SessionRegistry registry;

        @Override
        public String type() {
            return "whoami";
        }

        @Override
        public void handle(Connection from, Payload frame) {
            registry.send(from.id(), "you_are", Map.of("name", from.identity().name(), "asked", frame.json()));
        }
    }

    private static final List<String> LAST_WORDS = new CopyOnWriteArrayList<>();

    @Test
    void lifecycleEventsAreObservedAndAnObserverThatThrowsHarmsNobody() {
        LAST_WORDS.clear();

        try (TestServer server = TestServer.start(b -> b.bean(Diary.class).bean(Saboteur.class))) {
            Diary diary = server.server().beans().select(Diary.class).get();
            try (TestClient client = server.connect("/ws/chat?user=visitor")) {
                client.request("{'type':'join','room':'x'}");
                eventually(() ->
                        assertThat(diary.entries()).contains("started", "opened visitor", "received join", "sent"));
            }
            eventually(() -> assertThat(
                            server.server().beans().select(Diary.class).get().entries())
                    .contains("closed 1000"));
        }
        assertThat(LAST_WORDS).containsExactly("stopping");
    }

    @Test
    void filtersChangeAndRefuseInOrderOfPriority() {
        try (TestServer server = TestServer.start(
                        b -> b.bean(Refuser.class).bean(Polisher.class).bean(Diary.class));
                TestClient client = server.connect("/ws/chat")) {
            client.join("x");
            client.request("{'type':'publish','room':'x','data':'colour'}");
            assertThat(client.event("message").getString("data")).isEqualTo("color");
            var refused = client.request("{'type':'publish','room':'x','data':'forbidden'}");
            assertThat(refused.getString("code")).isEqualTo("forbidden");
            assertThat(refused.getString("message")).isEqualTo("not that word");
            var crashed = client.request("{'type':'publish','room':'x','event':'crash','data':1}");
            assertThat(crashed.getString("code")).isEqualTo("internal");
            assertThat(crashed.getString("message")).contains("incident").doesNotContain("secret");
            assertThat(server.push("/api/messages", "{\"data\":\"forbidden\"}").statusCode())
                    .isEqualTo(403);
            assertThat(client.drain()).isEmpty();
            assertThat(server.server().beans().select(Diary.class).get().entries())
                    .contains("failure secret detail");
        }
    }

    @Test
    void handlersTakeEventsAndFrameTypesOfTheApplicationsOwn() {
        try (TestServer server =
                        TestServer.start(b -> b.bean(OrderHandler.class).bean(WhoAmI.class));
                TestClient cook = server.connect("/ws/chat");
                TestClient guest = server.connect("/ws/chat?user=Gus")) {
            cook.join("kitchen");
            guest.join("tables");
            assertThat(guest.request("{'type':'publish','room':'tables','event':'order','data':'soup'}")
                            .getString("type"))
                    .isEqualTo("ack");
            assertThat(cook.event("cook").getString("data")).isEqualTo("soup");
            assertThat(guest.request("{'type':'whoami','hint':7}").getString("action"))
                    .isEqualTo("whoami");
            assertThat(guest.event("you_are").getJsonObject("data").getString("name"))
                    .isEqualTo("Gus");
        }
    }
}
