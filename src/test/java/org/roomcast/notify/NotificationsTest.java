package org.roomcast.notify;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.roomcast.inbox.Audience;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.inbox.NewNotification;
import org.roomcast.inbox.Posted;
import org.roomcast.model.Identity;

class NotificationsTest extends NotificationsFixture {

    @Test
    void aPostReachesEveryTabOfItsUsersAfterItIsKept() {
        Tab tab1 = connect("ada");
        Tab tab2 = connect("ada");
        Tab bob = connect("bob");
        inbox.slowDown();
        CompletionStage<Posted> posted = post("a", Audience.ofUser("ada"));
        assertThat(tab1.story()).isEmpty();
        inbox.answerNext();
        assertThat(posted.toCompletableFuture()).isCompleted();
        assertThat(tab1.story()).containsExactly("new a");
        assertThat(tab2.story()).containsExactly("new a");
        assertThat(bob.story()).isEmpty();
    }

    @Test
    void whatCouldNotBeKeptIsNotPushed() {
        Tab tab = connect("ada");
        inbox.goAway();
        assertThat(post("a", Audience.EVERYONE).toCompletableFuture()).isCompletedExceptionally();
        assertThat(notifications.markRead(reader("ada"), null).toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(tab.story()).isEmpty();
        assertThat(handled).isEmpty();
    }

    @Test
    void aRepetitionIsNotPushed() {
        Tab tab = connect("ada");
        NewNotification once = NewNotification.of("a", Audience.EVERYONE).withKey("k");
        notifications.post(once);
        notifications.post(once);
        assertThat(tab.story()).containsExactly("new a");
        assertThat(handled).containsExactly("new_notification");
    }

    @Test
    void aRoleReachesTheConnectionsThatHaveIt() {
        Tab editor = connect("ada", "editor");
        Tab withoutRole = connect("ada");
        Tab anonymous = connect(Identity.anonymous("x"));
        post("a", Audience.ofRole("editor"));
        post("b", Audience.ofRole("user"));
        post("c", Audience.EVERYONE);
        assertThat(editor.story()).containsExactly("new a", "new b", "new c");
        assertThat(withoutRole.story()).containsExactly("new b", "new c");
        assertThat(anonymous.story()).isEmpty();
    }

    @Test
    void anApplicationsHandlerHearsOfAPostOnceThoughNobodyIsThere() {
        post("a", Audience.ofUser("ada"));
        connect("ada");
        connect("ada");
        notifications.markRead(reader("ada"), null);
        assertThat(handled).containsExactly("new_notification", "notification_read");
    }

    @Test
    void aMarkReachesEveryTabWithTheCountThatIsLeft() {
        String id = join(post("a", Audience.ofUser("ada"))).id();
        post("b", Audience.ofUser("ada"));
        Tab tab1 = connect("ada");
        Tab tab2 = connect("ada");
        Tab bob = connect("bob");
        assertThat(join(notifications.markRead(reader("ada"), id))).isEqualTo(1);
        notifications.markRead(reader("ada"), null);
        assertThat(tab1.story()).containsExactly("read 1 1", "read all 0");
        assertThat(tab2.story()).isEqualTo(tab1.story());
        assertThat(bob.story()).isEmpty();
    }

    @Test
    void rolesOfOthersAreKnownWhileTheyAreConnected() {
        assertThat(notifications.readerOf("ada")).isEqualTo(new Reader("ada", Set.of()));
        connect("ada", "editor");
        connect("ada", "ops");
        assertThat(notifications.readerOf("ada")).isEqualTo(new Reader("ada", Set.of("editor", "ops")));
    }

    @Test
    void theFramesAreThoseOfTheWireVectors() {
        Tab tab = connect("ada");
        notifications.post(NewNotification.of("The meeting begins in five minutes", Audience.ofUser("ada"))
                .withTtl(Duration.ofMinutes(5)));
        notifications.markRead(reader("ada"), null);
        notifications.post(NewNotification.of("92 % used on db-2", Audience.ofUser("ada"))
                .withTitle("Disk almost full")
                .withType("warning")
                .withLink("/ops/db-2"));
        List<JsonObject> frames = tab.transport().frames("event");
        assertThat(withoutId(frames.get(0))).isEqualTo(withoutId(vector("event-new_notification-expires")));
        assertThat(frames.get(1)).isEqualTo(vector("event-notification_read-all"));
        assertThat(withoutId(frames.get(2))).isEqualTo(withoutId(vector("event-new_notification")));
    }

    private static JsonObject vector(String name) {
        Path file = Path.of("src/test/resources/wire/server", name + ".json");
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            return reader.readObject();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Ids are made anew each time. */
    private static JsonObject withoutId(JsonObject event) {
        return Json.createObjectBuilder(event.getJsonObject("data"))
                .remove("id")
                .build();
    }
}
