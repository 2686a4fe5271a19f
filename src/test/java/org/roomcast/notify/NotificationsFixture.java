package org.roomcast.notify;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.roomcast.codec.JsonCodec;
import org.roomcast.delivery.OutboxLimits;
import org.roomcast.delivery.OutboxThreads;
import org.roomcast.history.MemoryHistoryStore;
import org.roomcast.inbox.Audience;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.inbox.MemoryInbox;
import org.roomcast.inbox.NewNotification;
import org.roomcast.inbox.Posted;
import org.roomcast.model.Identity;
import org.roomcast.model.Publication;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomGrants;
import org.roomcast.model.RoomPolicies;
import org.roomcast.registry.Connection;
import org.roomcast.registry.ConnectionLimits;
import org.roomcast.registry.EventHandler;
import org.roomcast.registry.Handshake;
import org.roomcast.registry.Lifecycle;
import org.roomcast.registry.RegistryParts;
import org.roomcast.registry.RegistrySettings;
import org.roomcast.registry.SessionRegistry;
import org.roomcast.testing.ManualClock;
import org.roomcast.testing.RecordingTransport;
import org.roomcast.testing.SteeredInbox;

/** The feature on a registry with fake transports and an inbox that the test steers. */
class NotificationsFixture {

    final ManualClock clock = new ManualClock();
    final SteeredInbox inbox =
            new SteeredInbox(new MemoryInbox(new Retention(1_000, Duration.ofDays(90)), 10_000, clock));
    final List<String> handled = new ArrayList<>();
    final SessionRegistry registry = registry();
    final Notifications notifications = new Notifications(inbox, registry, clock);

    /** A connection and what its peer has seen. */
    record Tab(Connection connection, RecordingTransport transport) {

        /** In short: {@code list [b, a] 2}, {@code new c}, {@code read a 1}. */
        List<String> story() {
            return transport.frames("event").stream().map(Tab::inShort).toList();
        }

        private static String inShort(JsonObject event) {
            JsonObject data = event.getJsonObject("data");
            return switch (event.getString("event")) {
                case "notifications" ->
                    "list "
                            + data.getJsonArray("notifications").getValuesAs(JsonObject.class).stream()
                                    .map(listed -> listed.getString("message"))
                                    .toList()
                            + " " + data.getInt("unread");
                case "new_notification" -> "new " + data.getString("message");
                default -> "read " + data.getString("id").replaceFirst("-.*", "") + " " + data.getInt("unread");
            };
        }
    }

    final CompletionStage<Posted> post(String text, Audience audience) {
        return notifications.post(NewNotification.of(text, audience));
    }

    static <T> T join(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertThat(future).isDone();
        return future.join();
    }

    static Reader reader(String user) {
        return new Reader(user, Set.of());
    }

    final Tab connect(String user, String... roles) {
        return connect(new Identity(user, user, null, Set.of(roles), RoomGrants.NONE, null));
    }

    final Tab connect(Identity identity) {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        Handshake handshake =
                new Handshake("notifications", "/ws/notifications", Map.of(), Map.of(), "192.0.2.1", null);
        Connection connection = registry.open(handshake, identity, new JsonCodec(), false, transport, welcomed -> {});
        return new Tab(connection, transport);
    }

    private SessionRegistry registry() {
        EventHandler handler = new EventHandler() {
            @Override
            public String event() {
                return "*";
            }

            @Override
            public void handle(Publication publication) {
                handled.add(publication.event());
            }
        };
        return new SessionRegistry(new RegistryParts(
                new RegistrySettings(
                        new ConnectionLimits(0, 0, 0, 0),
                        new OutboxLimits(1_000, 1 << 20),
                        new RoomPolicies(List.of()),
                        1 << 20,
                        Duration.ofSeconds(3),
                        false,
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(10)),
                clock,
                clock::nanoTime,
                new OutboxThreads(Runnable::run, Runnable::run),
                new MemoryHistoryStore(new RoomPolicies(List.of()), clock, clock::nanoTime, 1 << 20),
                Lifecycle.SILENT,
                List.of(),
                List.of(handler)));
    }
}
