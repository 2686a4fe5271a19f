package org.roomcast.durability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.roomcast.durability.Journal.Acked;
import org.roomcast.durability.Journal.Entry;
import org.roomcast.durability.Journal.Invoked;
import org.roomcast.durability.Journal.Joined;
import org.roomcast.durability.Journal.Seen;

/**
 * Reads the journal of a run in which every subscriber was there from the beginning and, at the end, was up to date.
 *
 * <p>It finds: an acknowledged event that a subscriber did not see; one that it saw twice; offsets that do not follow one
 * another; one offset that stands for two events; an event at another offset than the acknowledged one; an event that
 * nobody published; a resume that did not recover, or lost its log.
 */
final class Checker {

    private record Place(String room, String epoch, long offset) {}

    private record Reader(String client, String room) {}

    /** How far a subscriber has got in a room. */
    private static final class Progress {
        private String epoch;
        private long offset;
        private final long from;
        private final Set<String> ids = new HashSet<>();

        Progress(Joined first) {
            epoch = first.epoch();
            offset = first.offset();
            from = first.offset();
        }
    }

    private static final int MAX_FINDINGS = 50;

    private final Set<String> invoked = new HashSet<>();
    private final Map<Place, String> ids = new HashMap<>();
    private final Map<String, Acked> acked = new TreeMap<>();
    private final Map<Reader, Progress> readers = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    private Checker() {}

    /** What is wrong with the run, in sentences; empty when nothing is. */
    static List<String> check(List<Entry> journal) {
        Checker checker = new Checker();
        // an event may be seen before its publisher's own entry was written
        journal.forEach(entry -> {
            if (entry instanceof Invoked one) {
                checker.invoked.add(one.id());
            }
        });
        journal.forEach(checker::read);
        checker.readers.forEach(checker::checkThatAllWasSeen);
        return checker.findings;
    }

    private void read(Entry entry) {
        if (entry instanceof Acked one) {
            acked(one);
        } else if (entry instanceof Joined one) {
            joined(one);
        } else if (entry instanceof Seen one) {
            seen(one);
        }
    }

    private void acked(Acked one) {
        Acked earlier = acked.putIfAbsent(one.id(), one);
        if (earlier != null && earlier.offset() != one.offset()) {
            find(one.id() + " was acknowledged at " + earlier.offset() + " and at " + one.offset());
        }
        standsFor(new Place(one.room(), one.epoch(), one.offset()), one.id());
    }

    private void joined(Joined one) {
        Reader reader = new Reader(one.client(), one.room());
        Progress progress = readers.get(reader);
        if (progress == null) {
            readers.put(reader, new Progress(one));
        } else if (!Boolean.TRUE.equals(one.recovered())) {
            find(one.client() + " could not resume in " + one.room() + " from " + progress.offset);
        } else if (!one.epoch().equals(progress.epoch)) {
            find(one.client() + " resumed in another log of " + one.room());
        } else if (one.offset() < progress.offset) {
            find(one.client() + " has seen " + progress.offset + " of " + one.room() + ", which now ends at "
                    + one.offset());
        }
    }

    private void seen(Seen one) {
        Progress progress = readers.get(new Reader(one.client(), one.room()));
        if (progress == null) {
            find(one.client() + " saw " + one.id() + " before it was in " + one.room());
            return;
        }
        if (!one.epoch().equals(progress.epoch) || one.offset() != progress.offset + 1) {
            find(one.client() + " saw offset " + one.offset() + " of " + one.room() + " after " + progress.offset);
        }
        progress.epoch = one.epoch();
        progress.offset = one.offset();
        if (!progress.ids.add(one.id())) {
            find(one.client() + " saw " + one.id() + " twice");
        }
        if (!invoked.contains(one.id())) {
            find(one.client() + " saw " + one.id() + ", which nobody published");
        }
        standsFor(new Place(one.room(), one.epoch(), one.offset()), one.id());
    }

    private void standsFor(Place place, String id) {
        String other = ids.putIfAbsent(place, id);
        if (other != null && !other.equals(id)) {
            find(place + " is " + other + " and " + id);
        }
    }

    private void checkThatAllWasSeen(Reader reader, Progress progress) {
        for (Acked one : acked.values()) {
            if (one.room().equals(reader.room()) && one.offset() > progress.from && !progress.ids.contains(one.id())) {
                find(reader.client() + " never saw " + one.id() + ", acknowledged at " + one.offset() + " of "
                        + one.room());
            }
        }
    }

    private void find(String finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }
}
