package org.roomcast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.roomcast.inbox.Audience;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.inbox.Inbox;
import org.roomcast.inbox.InboxContract;
import org.roomcast.inbox.InboxQuery;
import org.roomcast.inbox.NewNotification;
import org.roomcast.inbox.Notification;
import org.roomcast.inbox.Posted;
import org.roomcast.jdbc.FaultySource.Commits;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Retention;

/** What an inbox in a database keeps to beyond what every inbox does. */
abstract class JdbcInboxContract extends InboxContract {

    private static final List<String> TABLES = List.of(
            "roomcast_notification",
            "roomcast_inbox_entry",
            "roomcast_inbox_mark",
            "roomcast_inbox_reader",
            "roomcast_inbox_key");

    private FaultySource source;
    private Database database;

    /** One for all tests, since opening takes longer than any of them. */
    abstract Database pooled();

    @Override
    protected final Inbox create(Retention retention, Clock time) {
        pooled().jdbi().useHandle(handle -> {
            TABLES.forEach(table -> handle.execute("DELETE FROM " + table));
            handle.execute("UPDATE roomcast_inbox SET top_place = 0");
        });
        source = new FaultySource(pooled().source());
        database = Database.open(source);
        return new JdbcInbox(database, retention, time, Thread::new);
    }

    @Test
    void everythingIsThereWhenItIsOpenedAgain() {
        List<Posted> posted = postMany(4, to("ada"));
        post("e", Audience.EVERYONE);
        await(inbox.markRead(ADA, posted.get(1).id()));
        await(inbox.markRead(BOB, null));
        NewNotification keyed =
                NewNotification.of("keyed", Audience.ofRole("ops")).withKey("k");
        String id = await(inbox.post(keyed)).id();
        List<Notification> before = list(ADA, InboxQuery.newest(500));
        inbox.close();

        inbox = new JdbcInbox(database, RETENTION, clock, Thread::new);
        assertThat(list(ADA, InboxQuery.newest(500))).isEqualTo(before);
        assertThat(await(inbox.unread(ADA))).isEqualTo(5);
        assertThat(await(inbox.unread(BOB))).isZero();
        assertThat(await(inbox.post(keyed))).isEqualTo(new Posted(id, clock.instant(), true));
        post("later", to("ada"));
        assertThat(texts(ADA)).containsExactly("later", "keyed", "e", "n4", "n3", "n2", "n1");
    }

    @Test
    void severalProcessesShareOneDatabase() {
        try (Inbox other = new JdbcInbox(database, RETENTION, clock, Thread::new)) {
            List<CompletionStage<Posted>> posts = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                posts.add(inbox.post(NewNotification.of("n", to("ada")).withKey("k" + i)));
                posts.add(other.post(NewNotification.of("n", to("ada")).withKey("k" + i)));
            }
            List<Posted> posted = posts.stream().map(InboxContract::await).toList();
            assertThat(posted.stream().filter(one -> !one.duplicate())).hasSize(10);
            assertThat(posted.stream().map(Posted::id).distinct()).hasSize(10);
            assertThat(await(other.unread(ADA))).isEqualTo(10);
            String id = posted.get(0).id();
            CompletionStage<Integer> here = inbox.markRead(ADA, id);
            CompletionStage<Integer> there = other.markRead(ADA, id);
            assertThat(await(here)).isEqualTo(9);
            assertThat(await(there)).isEqualTo(9);
            await(other.markRead(ADA, null));
            assertThat(await(inbox.unread(ADA))).isZero();
        }
    }

    @Test
    void trimmingDeletesWhatNobodySees() {
        postMany(SIZE + 700, to("ada"));
        List<Posted> shared = postMany(SIZE + 5, to("bob", "carol"));
        await(inbox.markRead(BOB, shared.get(shared.size() - 1).id()));
        await(inbox.markRead(ADA, null));
        await(inbox.post(NewNotification.of("brief", Audience.EVERYONE)
                .withTtl(Duration.ofSeconds(1))
                .withKey("k")));
        clock.advance(Duration.ofSeconds(1));
        List<String> before = texts(ADA);
        trimTo(2 * SIZE, 3 * SIZE, 1, 1, 1);
        assertThat(texts(ADA)).isEqualTo(before).hasSize(SIZE);
        assertThat(texts(BOB)).hasSize(SIZE);
        assertThat(await(inbox.unread(BOB))).isEqualTo(SIZE - 1);
        assertThat(await(inbox.unread(ADA))).isZero();
        clock.advance(NewNotification.KEY_LIFETIME);
        trimTo(2 * SIZE, 3 * SIZE, 1, 1, 0);
        clock.advance(Duration.ofDays(90));
        trimTo(0, 0, 0, 0, 0);
        post("new", to("ada"));
        assertThat(await(inbox.unread(ADA))).isEqualTo(1);
    }

    @Test
    void trimmingFindsWhatWasLeftWhenItIsOpenedAgain() {
        postMany(SIZE + 5, to("ada"));
        inbox.close();
        inbox = new JdbcInbox(database, new Retention(3, RETENTION.age()), clock, Thread::new);
        trimTo(3, 3, 0, 0, 0);
        assertThat(texts(ADA)).containsExactly("n25", "n24", "n23");
    }

    @Test
    void trimmingAskedForWhileItIsUnderWayIsDoneAgain() {
        post("n1", to("ada"));
        GatedClock gate = new GatedClock(clock);
        try (Inbox gated = new JdbcInbox(database, RETENTION, gate, Thread::new)) {
            gate.shut();
            gated.trim();
            gate.awaitWaiting();
            clock.advance(RETENTION.age());
            gated.trim();
            gate.open();
            eventually(() -> assertThat(rows("roomcast_notification")).isZero());
        }
    }

    @Test
    void whileTheDatabaseIsAwayEverythingIsRefusedAndAfterwardsNot() {
        post("n1", to("ada"));
        source.goAway();
        assertRefused(ErrorCode.UNAVAILABLE, inbox.post(NewNotification.of("n2", to("ada"))));
        assertRefused(ErrorCode.UNAVAILABLE, inbox.read(ADA, InboxQuery.newest(10)));
        assertRefused(ErrorCode.UNAVAILABLE, inbox.markRead(ADA, null));
        inbox.trim();
        source.comeBack();
        assertThat(texts(ADA)).containsExactly("n1");
        post("n3", to("ada"));
        assertThat(await(inbox.unread(ADA))).isEqualTo(2);
    }

    @Test
    void aCommitThatTookEffectIsToldSoThoughTheConnectionWasLost() {
        source.breakNextCommit(Commits.LOSE_AFTER);
        CompletableFuture<Posted> doubtful =
                inbox.post(NewNotification.of("n1", to("ada"))).toCompletableFuture();
        eventually(() -> assertRefused(ErrorCode.UNAVAILABLE, inbox.read(ADA, InboxQuery.newest(10))));
        assertRefused(ErrorCode.UNAVAILABLE, inbox.post(NewNotification.of("n2", to("ada"))));
        assertThat(doubtful).isNotDone();
        source.comeBack();
        assertThat(await(doubtful).duplicate()).isFalse();
        assertThat(list(ADA, InboxQuery.newest(10)))
                .extracting(Notification::id)
                .containsExactly(await(doubtful).id());
    }

    @Test
    void aCommitThatTookNoEffectIsToldSo() {
        source.breakNextCommit(Commits.LOSE_BEFORE);
        CompletionStage<Posted> doubtful = inbox.post(NewNotification.of("n1", to("ada")));
        eventually(() -> assertRefused(ErrorCode.UNAVAILABLE, inbox.read(ADA, InboxQuery.newest(10))));
        source.comeBack();
        assertRefused(ErrorCode.UNAVAILABLE, doubtful);
        assertThat(texts(ADA)).isEmpty();
        post("n2", to("ada"));
        assertThat(texts(ADA)).containsExactly("n2");
    }

    @Test
    void closingWaitsForNoCommitThatNobodyCanSee() {
        source.breakNextCommit(Commits.LOSE_AFTER);
        CompletionStage<Posted> doubtful = inbox.post(NewNotification.of("n1", to("ada")));
        eventually(() -> assertRefused(ErrorCode.UNAVAILABLE, inbox.read(ADA, InboxQuery.newest(10))));
        inbox.close();
        assertRefused(ErrorCode.UNAVAILABLE, doubtful);
    }

    @Test
    void oneWriteThatFailsFailsNoOther() {
        database.jdbi().useHandle(handle -> handle.execute("ALTER TABLE roomcast_inbox_reader RENAME TO elsewhere"));
        List<CompletionStage<?>> stages = new ArrayList<>();
        whileLocked(() -> {
            stages.add(inbox.post(NewNotification.of("n1", to("ada"))));
            stages.add(inbox.markRead(BOB, null));
            stages.add(inbox.markRead(BOB, "1-00000000"));
            stages.add(inbox.post(NewNotification.of("n2", to("ada"))));
        });
        await(stages.get(0));
        assertRefused(ErrorCode.UNAVAILABLE, stages.get(1));
        await(stages.get(3));
        database.jdbi().useHandle(handle -> handle.execute("ALTER TABLE elsewhere RENAME TO roomcast_inbox_reader"));
        assertThat(texts(ADA)).containsExactly("n2", "n1");
    }

    @Test
    void whatWaitsIsBoundedAndCarriedOutInOrder() {
        List<CompletionStage<Posted>> posts = new ArrayList<>();
        whileLocked(() -> {
            for (int i = 1; i <= 1_500; i++) {
                posts.add(inbox.post(NewNotification.of("n" + i, to("user" + i % 100))));
            }
            // which of them depends on when the writer takes its first batch, and so makes room
            List<CompletionStage<Posted>> refused = posts.stream()
                    .filter(post -> post.toCompletableFuture().isCompletedExceptionally())
                    .toList();
            assertThat(refused).as("refused at once").hasSizeGreaterThanOrEqualTo(300);
            refused.forEach(post -> assertRefused(ErrorCode.UNAVAILABLE, post));
            assertThat(posts.stream().filter(JdbcInboxContract::isStored))
                    .as("stored")
                    .isEmpty();
        });
        List<CompletionStage<Posted>> kept = posts.stream()
                .filter(post -> !post.toCompletableFuture().isCompletedExceptionally())
                .toList();
        assertThat(kept).hasSizeBetween(1_000, 1_200);
        assertThat(kept.stream().map(post -> await(post).id()).map(id -> Long.parseLong(id.replaceAll("-.*", ""))))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void closingFinishesWhatWaits() {
        List<CompletionStage<Posted>> posts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            posts.add(inbox.post(NewNotification.of("n" + i, to("ada"))));
        }
        inbox.close();
        assertThat(posts).allMatch(post -> post.toCompletableFuture().isDone());
        posts.forEach(InboxContract::await);
        assertRefused(ErrorCode.UNAVAILABLE, inbox.post(NewNotification.of("late", to("ada"))));
        assertRefused(ErrorCode.UNAVAILABLE, inbox.read(ADA, InboxQuery.newest(10)));
        inbox = new JdbcInbox(database, RETENTION, clock, Thread::new);
        assertThat(texts(ADA)).hasSize(20);
    }

    @Test
    void manyRolesAreNoTrouble() {
        Set<String> roles = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            roles.add("role-" + i);
        }
        post("n1", Audience.ofRole("role-499"));
        assertThat(texts(new Reader("ada", roles))).containsExactly("n1");
    }

    private static boolean isStored(CompletionStage<Posted> post) {
        return post.toCompletableFuture().isDone()
                && !post.toCompletableFuture().isCompletedExceptionally();
    }

    /** Keeps the inbox's writer from writing while the test does something; it begins with one write of its own. */
    private void whileLocked(Runnable test) {
        try (Handle handle = pooled().jdbi().open()) {
            handle.begin();
            handle.execute("SELECT top_place FROM roomcast_inbox WHERE id = 1 FOR UPDATE");
            test.run();
            handle.rollback();
        }
    }

    private void trimTo(int... rows) {
        eventually(() -> {
            inbox.trim();
            List<Integer> found = TABLES.stream().map(this::rows).toList();
            assertThat(found).containsExactly(Arrays.stream(rows).boxed().toArray(Integer[]::new));
        });
    }

    private int rows(String table) {
        return pooled().jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }
}
