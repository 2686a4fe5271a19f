package org.roomcast.dashboard;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.roomcast.registry.Connection;

/**
 * What one pass over the connections tells. Immutable.
 *
 * @param connections open connections
 * @param users different users, an anonymous connection being one of its own
 * @param slowest those for which most bytes wait, at most {@link #MOST}
 */
record Census(int connections, int users, List<SlowReader> slowest) {

    /** What fits on a page. */
    static final int MOST = 10;

    /** A message that leaves at once is on its way for less, even on a busy machine. */
    private static final long STALLED_NANOS = 500_000_000L;

    static Census of(List<Connection> all) {
        Set<String> users = new HashSet<>();
        // the least slow of them is on top, and leaves when there are too many
        PriorityQueue<Measured> slowest = new PriorityQueue<>(MOST + 1);
        for (Connection connection : all) {
            users.add(connection.identity().presenceId(connection.id()));
            if (connection.queuedFrames() > 0 || connection.stalledNanos() > STALLED_NANOS) {
                slowest.add(new Measured(SlowReader.of(connection)));
                if (slowest.size() > MOST) {
                    slowest.remove();
                }
            }
        }
        List<SlowReader> told = slowest.stream()
                .sorted(Comparator.reverseOrder())
                .map(Measured::reader)
                .toList();
        return new Census(all.size(), users.size(), told);
    }

    /** Measured once: a queue moves while it is being compared. */
    private record Measured(SlowReader reader) implements Comparable<Measured> {
        @Override
        public int compareTo(Measured other) {
            int byQueue = Long.compare(reader.queuedBytes(), other.reader.queuedBytes());
            return byQueue == 0 ? Double.compare(reader.stalled(), other.reader.stalled()) : byQueue;
        }
    }
}
