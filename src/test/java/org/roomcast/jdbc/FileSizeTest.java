package org.roomcast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.history.HistoryStore;
import org.roomcast.history.NewEvent;
import org.roomcast.history.RecordedOutcome;
import org.roomcast.model.Payload;
import org.roomcast.model.Publication;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPattern;
import org.roomcast.model.RoomPolicies;
import org.roomcast.model.RoomPolicies.Rule;
import org.roomcast.model.RoomPolicy;
import org.roomcast.model.RoomPolicy.PublishRule;
import org.roomcast.testing.ManualClock;

/** The file of an H2 database is as large as what is kept makes it, not as what was ever written. */
class FileSizeTest {

    private static final int STARTS = 4;
    private static final int EVENTS = 4_000;
    private static final int IN_FLIGHT = 4;
    private static final int BETWEEN_TRIMS = 200;
    private static final String TEXT = "x".repeat(200);
    /** Half of what it would be if each event that is kept had the chunk to itself that it was written in. */
    private static final long MOST = 10L << 20;

    /** Events that live long among many that do not: the hardest for a file that is written in chunks. */
    private static final RoomPolicies POLICIES = new RoomPolicies(List.of(keeping("fast.*", 40), keeping("slow.*", 4)));

    private static final int FAST_ROOMS = 3;
    private static final int SLOW_ROOMS = 60;

    @TempDir
    private Path folder;

    @Test
    void theFileStaysSmallHoweverMuchIsWrittenAndOverRestarts() throws IOException {
        Random random = new Random(20_261_128);
        for (int start = 1; start <= STARTS; start++) {
            // by default space is used again after 45 seconds
            String url = "jdbc:h2:file:" + folder.resolve("small") + ";PAGE_SIZE=4096;RETENTION_TIME=50";
            try (Database database = Database.open(url, null, null, Thread::new)) {
                write(database, random);
                assertThat(Files.size(folder.resolve("small.mv.db")))
                        .as("bytes of the file after start %d", start)
                        .isLessThan(MOST);
            }
        }
    }

    private static void write(Database database, Random random) {
        Queue<RecordedOutcome> told = new ArrayDeque<>();
        ManualClock clock = new ManualClock();
        try (HistoryStore store = new JdbcHistoryStore(database, POLICIES, clock, HistoryLimits.DEFAULT, Thread::new)) {
            for (int event = 1; event <= EVENTS; event++) {
                String room = random.nextInt(10) == 0
                        ? "slow." + random.nextInt(SLOW_ROOMS)
                        : "fast." + random.nextInt(FAST_ROOMS);
                Payload data = new Payload('"' + TEXT + event + '"');
                Publication publication =
                        new Publication(RoomName.of(room), null, "message", data, null, clock.instant());
                RecordedOutcome outcome = new RecordedOutcome();
                store.append(new NewEvent(publication, "server", null), outcome);
                told.add(outcome);
                if (told.size() == IN_FLIGHT) {
                    told.remove().stored();
                }
                if (event % BETWEEN_TRIMS == 0) {
                    store.trim();
                }
            }
            told.forEach(RecordedOutcome::stored);
        }
    }

    private static Rule keeping(String rooms, int events) {
        Retention retention = new Retention(events, Duration.ofDays(1));
        return new Rule(new RoomPattern(rooms), new RoomPolicy(true, 0, PublishRule.MEMBERS, retention));
    }
}
