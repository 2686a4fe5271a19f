package org.roomcast.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.roomcast.inbox.Audience;

/** The first list of a connection, and what happens while it is being read. */
class OpeningTest extends NotificationsFixture {

    @Test
    void theListComesFirstAndWhatIsPostedMeanwhileFollowsIt() {
        String id = join(post("a", Audience.ofUser("ada"))).id();
        Tab tab = connect("ada");
        Tab chat = connect("ada");
        inbox.slowDown();
        CompletionStage<Void> opened = notifications.open(tab.connection());
        post("b", Audience.ofUser("ada"));
        notifications.markRead(reader("ada"), id);
        Runnable list = inbox.takeNext();
        inbox.answerNext();
        inbox.answerNext();
        assertThat(chat.story()).containsExactly("new b", "read 1 1");
        assertThat(tab.story()).isEmpty();
        list.run();
        assertThat(opened.toCompletableFuture()).isCompleted();
        assertThat(tab.story()).containsExactly("list [a] 1", "new b", "read 1 1");
        post("c", Audience.ofUser("ada"));
        inbox.answerNext();
        assertThat(tab.story()).endsWith("new c");
    }

    @Test
    void whenTooMuchComesMeanwhileTheListIsReadAgain() {
        Tab tab = connect("ada");
        inbox.slowDown();
        notifications.open(tab.connection());
        Runnable list = inbox.takeNext();
        for (int i = 0; i <= Opening.MAX_HELD; i++) {
            post("n" + i, Audience.ofUser("ada"));
            inbox.answerNext();
        }
        list.run();
        assertThat(tab.story()).isEmpty();
        inbox.answerNext();
        assertThat(tab.story()).singleElement().asString().endsWith(" " + (Opening.MAX_HELD + 1));
        assertThat(inbox.reads()).isEqualTo(2);
    }

    @Test
    void aListThatCouldNotBeReadFollowsWhenTheInboxIsBack() {
        Tab tab = connect("ada");
        inbox.goAway();
        assertThat(notifications.open(tab.connection()).toCompletableFuture()).isCompletedExceptionally();
        notifications.tick();
        assertThat(tab.story()).isEmpty();
        inbox.comeBack();
        post("a", Audience.ofUser("ada"));
        assertThat(tab.story()).as("it will be on the list").isEmpty();
        notifications.tick();
        assertThat(tab.story()).containsExactly("list [a] 1");
        int reads = inbox.reads();
        notifications.tick();
        assertThat(inbox.reads()).isEqualTo(reads);
    }

    @Test
    void nobodyReadsForAConnectionThatHasGone() {
        Tab tab = connect("ada");
        inbox.goAway();
        notifications.open(tab.connection());
        registry.close(tab.connection(), 1000, "");
        inbox.comeBack();
        int reads = inbox.reads();
        notifications.tick();
        assertThat(inbox.reads()).isEqualTo(reads);
    }

    @Test
    void inWhateverOrderItHappensNothingIsLostAndTheListComesFirst() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            Tab tab = connect("u" + seed);
            List<String> posted = new ArrayList<>();
            inbox.slowDown();
            boolean isOpened = false;
            for (int step = 0; step < 20; step++) {
                int choice = random.nextInt(3);
                if (choice == 0) {
                    String text = "s" + seed + "." + step;
                    posted.add(text);
                    post(text, Audience.ofUser("u" + seed));
                } else if (choice == 1 && !isOpened) {
                    notifications.open(tab.connection());
                    isOpened = true;
                } else {
                    answerAny(random);
                }
            }
            if (!isOpened) {
                notifications.open(tab.connection());
            }
            answerAll();
            List<String> story = tab.story();
            int list = story.indexOf(
                    story.stream().filter(s -> s.startsWith("list")).findFirst().orElseThrow());
            Set<String> seen = new HashSet<>();
            List.of(story.get(list).replaceAll("list \\[|\\].*", "").split(", "))
                    .forEach(seen::add);
            story.subList(list + 1, story.size()).forEach(s -> seen.add(s.substring(4)));
            assertThat(seen).as("seed %d: %s", seed, story).containsAll(posted);
            assertThat(story)
                    .as("seed %d", seed)
                    .filteredOn(s -> s.startsWith("list"))
                    .hasSize(1);
        }
    }

    /** Lets one of the answers out that wait, by taking turns with the queue. */
    private void answerAny(Random random) {
        if (random.nextBoolean()) {
            inbox.answerNext();
        } else {
            inbox.postponeNext();
        }
    }

    private void answerAll() {
        while (inbox.answerNext()) {
            // each may ask for more
        }
    }
}
