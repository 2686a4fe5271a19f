package org.roomcast.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Retention;
import org.roomcast.testing.ManualClock;

/** What every inbox keeps to. */
public abstract class InboxContract {

    protected static final Reader ADA = new Reader("ada", Set.of("ops"));
    protected static final Reader BOB = new Reader("bob", Set.of());
    protected static final int SIZE = 20;
    protected static final Retention RETENTION = new Retention(SIZE, Duration.ofDays(90));

    protected final ManualClock clock = new ManualClock();
    protected Inbox inbox;

    /** An empty inbox. */
    protected abstract Inbox create(Retention retention, Clock time);

    @BeforeEach
    void open() {
        inbox = create(RETENTION, clock);
    }

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void aReaderFindsTheirsNewestFirst() {
        post("n1", to("ada"));
        post("n2", to("ada", "bob"));
        post("n3", to("bob"));
        assertThat(texts(ADA)).containsExactly("n2", "n1");
        assertThat(texts(BOB)).containsExactly("n3", "n2");
        assertThat(texts(new Reader("carol", Set.of()))).isEmpty();
    }

    @Test
    void theOrderIsThatOfPostingAcrossAudiences() {
        post("n1", Audience.EVERYONE);
        post("n2", to("ada"));
        post("n3", Audience.ofRole("ops"));
        post("n4", Audience.ofRole("user"));
        assertThat(texts(ADA)).containsExactly("n4", "n3", "n2", "n1");
        assertThat(texts(BOB)).containsExactly("n4", "n1");
    }

    @Test
    void aNotificationKeepsItsContent() {
        NewNotification rich = NewNotification.of("text with \" ' \\ ü 漢 🎉 and a\nline", to("ada"))
                .withTitle("title")
                .withType("warning")
                .withLink("/orders/7?a=b#c")
                .withTtl(Duration.ofMinutes(2));
        Posted posted = await(inbox.post(rich));
        Posted plain = await(inbox.post(NewNotification.of("m".repeat(NewNotification.MAX_MESSAGE), to("ada"))));
        assertThat(posted.timestamp()).isEqualTo(clock.instant());
        assertThat(list(ADA, InboxQuery.newest(10)))
                .containsExactly(
                        new Notification(
                                plain.id(), null, "m".repeat(4_000), "info", null, clock.instant(), null, false),
                        new Notification(
                                posted.id(),
                                "title",
                                rich.message(),
                                "warning",
                                "/orders/7?a=b#c",
                                clock.instant(),
                                clock.instant().plus(Duration.ofMinutes(2)),
                                false));
    }

    @Test
    void aUserOfTheLongestNameHasAnInboxOfTheirOwn() {
        String longest = "ü".repeat(Audience.MAX_NAME);
        post("n1", to(longest));
        post("n2", Audience.ofRole(longest));
        assertThat(texts(new Reader(longest, Set.of(longest)))).containsExactly("n2", "n1");
        assertThat(texts(new Reader("Ada", Set.of()))).isEmpty();
        post("n3", to("ada"));
        assertThat(texts(new Reader("Ada", Set.of())))
                .as("upper and lower case differ")
                .isEmpty();
    }

    @Test
    void aPageHasNoMoreThanWasAskedForAndTheCountOfAll() {
        postMany(10, to("ada"));
        InboxPage page = await(inbox.read(ADA, InboxQuery.newest(3)));
        assertThat(page.notifications()).extracting(Notification::message).containsExactly("n10", "n9", "n8");
        assertThat(page.unread()).isEqualTo(10);
        assertThat(list(ADA, InboxQuery.newest(0))).isEmpty();
        assertThat(await(inbox.unread(ADA))).isEqualTo(10);
    }

    @Test
    void pagesReachEveryNotificationExactlyOnceWhileNewOnesCome() {
        for (int i = 1; i <= 12; i++) {
            post("n" + i, i % 3 == 0 ? Audience.EVERYONE : to("ada"));
        }
        List<String> seen = new ArrayList<>();
        InboxQuery next = InboxQuery.newest(5);
        while (true) {
            List<Notification> page = list(ADA, next);
            page.forEach(notification -> seen.add(notification.message()));
            if (page.size() < 5) {
                break;
            }
            post("late", to("ada"));
            next = next.before(NotificationId.parse(page.get(4).id()));
        }
        assertThat(seen).containsExactly("n12", "n11", "n10", "n9", "n8", "n7", "n6", "n5", "n4", "n3", "n2", "n1");
    }

    @Test
    void aPageGoesOnFromANotificationThatIsGone() {
        post("n1", to("ada"));
        Posted brief = await(inbox.post(NewNotification.of("brief", to("ada")).withTtl(Duration.ofSeconds(1))));
        post("n3", to("ada"));
        clock.advance(Duration.ofSeconds(1));
        inbox.trim();
        assertThat(list(ADA, InboxQuery.newest(10).before(NotificationId.parse(brief.id()))))
                .extracting(Notification::message)
                .containsExactly("n1");
    }

    @Test
    void pagesOfUnreadOnesLeaveOutWhatWasRead() {
        List<Posted> posted = postMany(6, to("ada"));
        await(inbox.markRead(ADA, posted.get(4).id()));
        assertThat(list(ADA, InboxQuery.unread(2)))
                .extracting(Notification::message)
                .containsExactly("n6", "n4");
        NotificationId last = NotificationId.parse(posted.get(3).id());
        assertThat(list(ADA, InboxQuery.unread(2).before(last)))
                .extracting(Notification::message)
                .containsExactly("n3", "n2");
    }

    @Test
    void readingIsPerReader() {
        String id = post("n1", to("ada", "bob")).id();
        assertThat(await(inbox.markRead(ADA, id))).isZero();
        assertThat(await(inbox.unread(BOB))).isEqualTo(1);
        assertThat(list(ADA, InboxQuery.unread(10))).isEmpty();
        assertThat(list(ADA, InboxQuery.newest(10))).singleElement().matches(Notification::read);
        assertThat(list(BOB, InboxQuery.unread(10))).singleElement().matches(theirs -> !theirs.read());
    }

    @Test
    void markingAgainChangesNothing() {
        String id = post("n1", Audience.EVERYONE).id();
        post("n2", Audience.EVERYONE);
        assertThat(await(inbox.markRead(ADA, id))).isEqualTo(1);
        assertThat(await(inbox.markRead(ADA, id))).isEqualTo(1);
        assertThat(await(inbox.markRead(ADA, null))).isZero();
        assertThat(await(inbox.markRead(ADA, id))).isZero();
        assertThat(await(inbox.markRead(ADA, null))).isZero();
    }

    @Test
    void markingAllMarksWhatIsThereAndNothingLater() {
        post("n1", to("ada"));
        post("n2", Audience.EVERYONE);
        assertThat(await(inbox.markRead(ADA, null))).isZero();
        assertThat(await(inbox.unread(BOB))).isEqualTo(1);
        post("n3", to("ada"));
        post("n4", Audience.EVERYONE);
        assertThat(list(ADA, InboxQuery.unread(10)))
                .extracting(Notification::message)
                .containsExactly("n4", "n3");
    }

    @Test
    void whatIsNotTheirsCannotBeMarked() {
        String bobs = post("n1", to("bob")).id();
        String opss = post("n2", Audience.ofRole("ops")).id();
        String samePlace = NotificationId.parse(opss).place() + "-00000000";
        for (String id : List.of(bobs, samePlace, "99-00000000", "unknown", "")) {
            assertRefused(ErrorCode.NOT_FOUND, inbox.markRead(ADA, id));
        }
        assertRefused(ErrorCode.NOT_FOUND, inbox.markRead(BOB, opss));
        assertThat(await(inbox.unread(BOB))).isEqualTo(1);
        assertThat(await(inbox.unread(ADA))).isEqualTo(1);
    }

    @Test
    void anEmptyInboxIsEmpty() {
        assertThat(texts(ADA)).isEmpty();
        assertThat(await(inbox.unread(ADA))).isZero();
        assertThat(await(inbox.markRead(ADA, null))).isZero();
        inbox.trim();
        assertThat(texts(ADA)).isEmpty();
    }

    @Test
    void rolesCountAsTheyAreWhenSomeoneLooks() {
        post("n1", Audience.ofRole("editor"));
        assertThat(texts(ADA)).isEmpty();
        Reader promoted = new Reader("ada", Set.of("ops", "editor"));
        assertThat(texts(promoted)).containsExactly("n1");
        assertThat(await(inbox.unread(promoted))).isEqualTo(1);
        assertThat(await(inbox.markRead(promoted, null))).isZero();
        assertThat(texts(ADA)).isEmpty();
    }

    @Test
    void whatIsForEveryoneIsForThoseWhoComeLater() {
        post("n1", Audience.EVERYONE);
        clock.advance(Duration.ofDays(30));
        Reader newcomer = new Reader("new", Set.of());
        assertThat(texts(newcomer)).containsExactly("n1");
        assertThat(await(inbox.unread(newcomer))).isEqualTo(1);
    }

    @Test
    void whatHasExpiredIsGoneFromListsAndCounts() {
        String id = await(inbox.post(NewNotification.of("brief", to("ada")).withTtl(Duration.ofSeconds(60))))
                .id();
        post("lasting", to("ada"));
        clock.advance(Duration.ofMillis(59_999));
        assertThat(texts(ADA)).containsExactly("lasting", "brief");
        assertThat(await(inbox.unread(ADA))).isEqualTo(2);
        clock.advance(Duration.ofMillis(1));
        assertThat(texts(ADA)).containsExactly("lasting");
        assertThat(await(inbox.unread(ADA))).isEqualTo(1);
        assertRefused(ErrorCode.NOT_FOUND, inbox.markRead(ADA, id));
    }

    @Test
    void whatIsTooOldIsGone() {
        post("old", Audience.EVERYONE);
        clock.advance(Duration.ofDays(1));
        post("younger", to("ada"));
        clock.advance(Duration.ofDays(89));
        assertThat(texts(ADA)).containsExactly("younger");
        inbox.trim();
        assertThat(texts(ADA)).containsExactly("younger");
        assertThat(await(inbox.unread(ADA))).isEqualTo(1);
    }

    @Test
    void anInboxHoldsTheNewestOfEverythingTogether() {
        postMany(SIZE, to("ada"));
        for (int i = 1; i <= 5; i++) {
            post("e" + i, Audience.EVERYONE);
        }
        assertThat(texts(ADA)).hasSize(SIZE).startsWith("e5", "e4").endsWith("n7", "n6");
        assertThat(await(inbox.unread(ADA))).isEqualTo(SIZE);
        inbox.trim();
        assertThat(texts(ADA)).hasSize(SIZE).endsWith("n7", "n6");
        assertThat(texts(BOB)).hasSize(5);
    }

    @Test
    void whatHasExpiredTakesNoPlaceOfWhatHasNot() {
        postMany(SIZE - 1, to("ada"));
        for (int i = 0; i < 5; i++) {
            await(inbox.post(NewNotification.of("brief", to("ada")).withTtl(Duration.ofSeconds(1))));
            clock.advance(Duration.ofSeconds(1));
            inbox.trim();
        }
        post("last", to("ada"));
        assertThat(texts(ADA)).hasSize(SIZE).startsWith("last").endsWith("n1");
    }

    @Test
    void aKeyMakesARepetitionPostNothing() {
        NewNotification first = NewNotification.of("first", to("ada")).withKey("k");
        Posted posted = await(inbox.post(first));
        assertThat(posted.duplicate()).isFalse();
        clock.advance(Duration.ofMillis(NewNotification.KEY_LIFETIME.toMillis() - 1));
        inbox.trim();
        Posted again = await(inbox.post(first.withTitle("changed")));
        assertThat(again).isEqualTo(new Posted(posted.id(), posted.timestamp(), true));
        assertThat(await(inbox.post(first.withKey("other"))).duplicate()).isFalse();
        assertThat(await(inbox.post(first.withSender("somebody else"))).duplicate())
                .isFalse();
        assertThat(await(inbox.post(first.withKey(null))).duplicate()).isFalse();
        assertThat(texts(ADA)).hasSize(4);
    }

    @Test
    void aKeyIsForgottenAfterItsTimeAndNotWithItsNotification() {
        NewNotification brief =
                NewNotification.of("brief", to("ada")).withKey("k").withTtl(Duration.ofSeconds(1));
        String id = await(inbox.post(brief)).id();
        clock.advance(Duration.ofMinutes(4));
        inbox.trim();
        assertThat(await(inbox.post(brief)).id()).isEqualTo(id);
        assertThat(texts(ADA)).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        Posted anew = await(inbox.post(brief));
        assertThat(anew.duplicate()).isFalse();
        assertThat(anew.id()).isNotEqualTo(id);
        assertThat(texts(ADA)).containsExactly("brief");
        assertThat(await(inbox.post(brief))).isEqualTo(new Posted(anew.id(), anew.timestamp(), true));
    }

    @Test
    void ofPostsWithOneKeyAtOnceOneIsKept() throws Exception {
        List<Posted> posted = inThreads(8, thread -> {
            List<CompletionStage<Posted>> stages = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                stages.add(inbox.post(NewNotification.of("once", to("ada")).withKey("k" + i)));
            }
            return stages.stream().map(InboxContract::await).toList();
        });
        assertThat(posted.stream().filter(one -> !one.duplicate())).hasSize(10);
        assertThat(posted.stream().map(Posted::id).distinct()).hasSize(10);
        assertThat(texts(ADA)).hasSize(10);
    }

    @Test
    void manyThreadsLoseNothingAndMarkNothingThatTheyHaveNotSeen() throws Exception {
        inbox.close();
        inbox = create(new Retention(1_000, Duration.ofDays(1)), clock);
        inThreads(4, thread -> {
            for (int i = 0; i < 50; i++) {
                String id = post(thread + "-" + i, to("ada", "bob")).id();
                assertThat(list(ADA, InboxQuery.unread(1_000)))
                        .extracting(Notification::id)
                        .contains(id);
                await(inbox.markRead(BOB, i % 2 == 0 ? id : null));
                assertThat(list(BOB, InboxQuery.unread(1_000)))
                        .extracting(Notification::id)
                        .doesNotContain(id);
            }
            return List.of();
        });
        assertThat(await(inbox.unread(ADA))).isEqualTo(200);
        assertThat(await(inbox.unread(BOB))).isZero();
        assertThat(texts(ADA)).doesNotHaveDuplicates();
    }

    protected final Posted post(String text, Audience audience) {
        return await(inbox.post(NewNotification.of(text, audience)));
    }

    /** The notifications n1 to n-and-count. */
    protected final List<Posted> postMany(int count, Audience audience) {
        List<Posted> posted = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            posted.add(post("n" + i, audience));
        }
        return posted;
    }

    protected final List<String> texts(Reader reader) {
        return list(reader, InboxQuery.newest(500)).stream()
                .map(Notification::message)
                .toList();
    }

    protected final List<Notification> list(Reader reader, InboxQuery query) {
        return await(inbox.read(reader, query)).notifications();
    }

    protected static Audience to(String... users) {
        return Audience.ofUsers(Set.of(users));
    }

    protected static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    protected static void assertRefused(ErrorCode code, CompletionStage<?> stage) {
        assertThatThrownBy(() -> await(stage))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(ProtocolException.class, refused -> assertThat(refused.code())
                        .isEqualTo(code));
    }

    private interface Work<T> {
        List<T> of(int thread);
    }

    private static <T> List<T> inThreads(int count, Work<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(count);
        try {
            List<Future<List<T>>> futures = new ArrayList<>();
            for (int thread = 0; thread < count; thread++) {
                int number = thread;
                futures.add(pool.submit(() -> work.of(number)));
            }
            List<T> results = new ArrayList<>();
            for (Future<List<T>> future : futures) {
                results.addAll(future.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
