package org.roomcast.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.roomcast.inbox.Audience.Reader;

/** What every inbox keeps to. */
abstract class InboxContract {

    static final Reader ADA = new Reader("ada", Set.of("ops"));
    static final Reader BOB = new Reader("bob", Set.of());

    private final Inbox inbox = create();

    /** An empty inbox that keeps at least 100 notifications. */
    abstract Inbox create();

    @Test
    void aReaderFindsTheirsNewestFirst() {
        post("n1", to("ada"));
        post("n2", to("ada", "bob"));
        post("n3", to("bob"));
        assertThat(ids(ADA)).containsExactly("n2", "n1");
        assertThat(ids(BOB)).containsExactly("n3", "n2");
    }

    @Test
    void theOrderIsThatOfPostingAcrossAudiences() {
        post("n1", Audience.EVERYONE);
        post("n2", to("ada"));
        post("n3", new Audience(null, "ops"));
        assertThat(ids(ADA)).containsExactly("n3", "n2", "n1");
        assertThat(ids(BOB)).containsExactly("n1");
    }

    @Test
    void aListHasNoMoreThanWasAskedFor() {
        for (int i = 1; i <= 10; i++) {
            post("n" + i, to("ada"));
        }
        assertThat(inbox.list(ADA, false, 3)).extracting(Notification::id).containsExactly("n10", "n9", "n8");
        assertThat(inbox.list(ADA, false, 0)).isEmpty();
    }

    @Test
    void readingIsPerReader() {
        post("n1", to("ada", "bob"));
        assertThat(inbox.markRead(ADA, "n1")).isTrue();
        assertThat(inbox.unread(ADA)).isZero();
        assertThat(inbox.unread(BOB)).isEqualTo(1);
        assertThat(inbox.list(ADA, true, 10)).isEmpty();
        assertThat(inbox.list(ADA, false, 10)).singleElement().matches(Notification::read);
        assertThat(inbox.list(BOB, true, 10)).singleElement().matches(notification -> !notification.read());
    }

    @Test
    void markingAgainChangesNothing() {
        post("n1", to("ada"));
        assertThat(inbox.markRead(ADA, "n1")).isTrue();
        assertThat(inbox.markRead(ADA, "n1")).isTrue();
        assertThat(inbox.unread(ADA)).isZero();
    }

    @Test
    void markingAllMarksWhatIsThereAndNothingLater() {
        post("n1", to("ada"));
        post("n2", Audience.EVERYONE);
        assertThat(inbox.markRead(ADA, null)).isTrue();
        assertThat(inbox.unread(ADA)).isZero();
        assertThat(inbox.unread(BOB)).isEqualTo(1);
        post("n3", to("ada"));
        assertThat(inbox.list(ADA, true, 10)).extracting(Notification::id).containsExactly("n3");
    }

    @Test
    void whatIsNotTheirsCannotBeMarked() {
        post("n1", to("bob"));
        post("n2", new Audience(null, "ops"));
        assertThat(inbox.markRead(ADA, "n1")).isFalse();
        assertThat(inbox.markRead(BOB, "n2")).isFalse();
        assertThat(inbox.markRead(ADA, "unknown")).isFalse();
        assertThat(inbox.unread(BOB)).isEqualTo(1);
        assertThat(inbox.unread(ADA)).isEqualTo(1);
    }

    @Test
    void anEmptyInboxIsEmpty() {
        assertThat(inbox.list(ADA, false, 10)).isEmpty();
        assertThat(inbox.unread(ADA)).isZero();
        assertThat(inbox.markRead(ADA, null)).isTrue();
    }

    @Test
    void aNotificationKeepsItsContent() {
        Notification notification = new Notification("n1", null, "text", "info", null, Instant.EPOCH, false);
        inbox.post(notification, to("ada"));
        assertThat(inbox.list(ADA, false, 10)).containsExactly(notification);
        assertThat(notification.toString()).doesNotContain("text");
    }

    @Test
    void manyThreadsLoseNothing() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        CountDownLatch done = new CountDownLatch(4);
        for (int thread = 0; thread < 4; thread++) {
            int number = thread;
            pool.execute(() -> {
                for (int i = 0; i < 25; i++) {
                    post(number + "-" + i, to("ada", "bob"));
                    inbox.markRead(BOB, number + "-" + i);
                    inbox.list(ADA, true, 10);
                }
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();
        assertThat(inbox.unread(ADA)).isEqualTo(100);
        assertThat(inbox.unread(BOB)).isZero();
    }

    final void post(String id, Audience audience) {
        inbox.post(new Notification(id, null, "text", "info", null, Instant.EPOCH, false), audience);
    }

    final List<String> ids(Reader reader) {
        return inbox.list(reader, false, 1_000).stream().map(Notification::id).toList();
    }

    static Audience to(String... users) {
        return new Audience(Set.of(users), null);
    }
}
