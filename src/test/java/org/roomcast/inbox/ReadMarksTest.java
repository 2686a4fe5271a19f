package org.roomcast.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadMarksTest {

    private final ReadMarks marks = new ReadMarks(10);

    @Test
    void aPlaceUpToWhichAllIsReadTakesTheSingleMarksBelow() {
        marks.mark("ada", 3);
        marks.mark("ada", 5);
        marks.mark("ada", 5);
        assertThat(marks.size()).isEqualTo(3);
        marks.markUpTo("ada", 4);
        assertThat(marks.size()).isEqualTo(2);
        marks.markUpTo("ada", 2);
        marks.mark("ada", 1);
        assertThat(marks.size()).isEqualTo(2);
        assertThat(marks.isRead("ada", 4)).isTrue();
        assertThat(marks.isRead("ada", 5)).isTrue();
        assertThat(marks.isRead("ada", 6)).isFalse();
        assertThat(marks.isRead("bob", 1)).isFalse();
    }

    @Test
    void marksOfWhatIsGoneAreForgotten() {
        marks.mark("ada", 3);
        marks.mark("ada", 7);
        marks.markUpTo("bob", 4);
        marks.markUpTo("carol", 5);
        marks.forgetBefore(5);
        assertThat(marks.size()).isEqualTo(3);
        assertThat(marks.isRead("ada", 3)).isFalse();
        assertThat(marks.isRead("ada", 7)).isTrue();
        assertThat(marks.isRead("bob", 4)).isFalse();
        assertThat(marks.isRead("carol", 5)).isTrue();
        marks.forgetBefore(8);
        assertThat(marks.size()).isZero();
    }

    @Test
    void beyondTheMostTheMarksOfTheLongestAwayGo() {
        marks.mark("ada", 1);
        marks.mark("bob", 1);
        for (int i = 1; i <= 5; i++) {
            marks.mark("carol", i);
        }
        assertThat(marks.size()).isEqualTo(10);
        marks.isRead("ada", 1);
        marks.mark("carol", 6);
        assertThat(marks.isRead("ada", 1)).isTrue();
        assertThat(marks.isRead("bob", 1)).isFalse();
        assertThat(marks.isRead("carol", 6)).isTrue();
        assertThat(marks.size()).isLessThanOrEqualTo(10);
    }

    @Test
    void theSizeIsWhatIsKeptWhateverIsDone() {
        ReadMarks many = new ReadMarks(1_000_000);
        Random random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            String user = "u" + random.nextInt(5);
            long place = 1 + random.nextInt(100);
            switch (random.nextInt(10)) {
                case 0 -> many.markUpTo(user, place / 4);
                case 1 -> many.forgetBefore(place / 4);
                default -> many.mark(user, place);
            }
        }
        many.forgetBefore(101);
        assertThat(many.size()).isZero();
        Set<Long> read = new HashSet<>();
        for (long place = 0; place <= 100; place++) {
            if (many.isRead("u1", place)) {
                read.add(place);
            }
        }
        assertThat(read).isEmpty();
    }
}
