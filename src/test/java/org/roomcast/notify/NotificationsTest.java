package org.roomcast.notify;

import static org.assertj.core.api.Assertions.assertThat;

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
}
