package org.roomcast.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.roomcast.durability.Journal.Acked;
import org.roomcast.durability.Journal.Entry;
import org.roomcast.durability.Journal.Invoked;
import org.roomcast.durability.Journal.Joined;
import org.roomcast.durability.Journal.Seen;

/** A checker that finds nothing proves nothing: each kind of loss and disorder is planted in a sound run. */
class CheckerTest {

    private static final int EVENTS = 1_000;
    private static final String EPOCH = "e1";

    private final Random random = new Random(1);

    @Test
    void aSoundRunIsSound() {
        assertThat(Checker.check(soundRun())).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyPlantedBugIsFound() {
        return Stream.of(
                bug("one event of a thousand is not delivered", "never saw", this::drop),
                bug("an event is delivered twice", "after", run -> repeat(run, false)),
                bug("a retry is stored a second time", "twice", run -> repeat(run, true)),
                bug("two events are swapped", "after", this::swap),
                bug("an acknowledged event is not there after a restart", "never saw", this::loseTheLast),
                bug("offsets start over after a restart", "is ", this::startOver),
                bug("two subscribers see different events at an offset", "is ", this::differ),
                bug("an event is acknowledged at another offset", "is ", this::ackElsewhere),
                bug("a retry is acknowledged at another offset", "was acknowledged at", this::ackTwice),
                bug("an event appears from nowhere", "nobody published", this::phantom),
                bug("a resume does not recover", "could not resume", run -> resume(run, EPOCH, false)),
                bug("the log is another one", "another log", run -> resume(run, "e2", true)),
                bug("the log has become shorter", "now ends at", this::shorten));
    }

    private DynamicTest bug(String name, String finding, Consumer<List<Entry>> plant) {
        return DynamicTest.dynamicTest(name, () -> {
            List<Entry> run = soundRun();
            plant.accept(run);
            assertThat(Checker.check(run)).anySatisfy(found -> assertThat(found).contains(finding));
        });
    }

    /** Two publishers and three subscribers, one of which has come back. */
    private static List<Entry> soundRun() {
        List<Entry> run = new ArrayList<>();
        for (int s = 0; s < 3; s++) {
            run.add(new Joined("s" + s, "room", EPOCH, 0, null));
        }
        for (int n = 1; n <= EVENTS; n++) {
            String id = "m" + n;
            run.add(new Invoked("p" + n % 2, "room", id));
            run.add(new Seen("s0", "room", id, EPOCH, n));
            run.add(new Acked("p" + n % 2, "room", id, EPOCH, n));
            run.add(new Seen("s1", "room", id, EPOCH, n));
            if (n == EVENTS / 2) {
                run.add(new Joined("s2", "room", EPOCH, n, true));
            }
            run.add(new Seen("s2", "room", id, EPOCH, n));
        }
        run.add(new Invoked("p0", "room", "never-answered"));
        return run;
    }

    private int anySeen(List<Entry> run) {
        int index = random.nextInt(run.size() / 2);
        while (!(run.get(index) instanceof Seen)) {
            index++;
        }
        return index;
    }

    private void drop(List<Entry> run) {
        run.remove(anySeen(run));
    }

    private void repeat(List<Entry> run, boolean isStoredAgain) {
        Seen seen = (Seen) run.get(anySeen(run));
        long offset = isStoredAgain ? EVENTS + 1 : seen.offset();
        run.add(new Seen(seen.client(), "room", seen.id(), EPOCH, offset));
    }

    private void swap(List<Entry> run) {
        int first = anySeen(run);
        Seen one = (Seen) run.get(first);
        int second = first + 1;
        while (!(run.get(second) instanceof Seen next && next.client().equals(one.client()))) {
            second++;
        }
        run.set(first, run.get(second));
        run.set(second, one);
    }

    private void loseTheLast(List<Entry> run) {
        run.removeIf(entry -> entry instanceof Seen seen && seen.offset() == EVENTS);
    }

    private void startOver(List<Entry> run) {
        run.add(new Invoked("p0", "room", "new"));
        run.add(new Acked("p0", "room", "new", EPOCH, EVENTS));
    }

    private void differ(List<Entry> run) {
        int index = anySeen(run);
        Seen seen = (Seen) run.get(index);
        run.set(index, new Seen(seen.client(), "room", "never-answered", EPOCH, seen.offset()));
    }

    private void ackElsewhere(List<Entry> run) {
        int index = anySeen(run);
        while (!(run.get(index) instanceof Acked)) {
            index++;
        }
        Acked one = (Acked) run.get(index);
        run.set(index, new Acked(one.client(), "room", one.id(), EPOCH, one.offset() + 1));
    }

    private void ackTwice(List<Entry> run) {
        run.add(new Acked("p0", "room", "m7", EPOCH, EVENTS + 1));
    }

    private void phantom(List<Entry> run) {
        run.add(new Seen("s0", "room", "ghost", EPOCH, EVENTS + 1));
    }

    private void resume(List<Entry> run, String epoch, boolean recovered) {
        run.add(new Joined("s1", "room", epoch, EVENTS, recovered));
    }

    private void shorten(List<Entry> run) {
        run.add(new Joined("s1", "room", EPOCH, EVENTS - 3, true));
    }
}
