package org.roomcast.history;

import java.util.List;
import org.roomcast.model.Position;
import org.roomcast.model.Publication;

/**
 * A part of a log, read at one moment. Immutable.
 *
 * @param top the position of the newest event of the log, whether it is on the page or not
 * @param oldest the offset of the oldest event that is kept; one more than the top's when there is none
 * @param events the events in the order of their offsets, without gaps
 */
public record HistoryPage(Position top, long oldest, List<Publication> events) {

    public HistoryPage {
        events = List.copyOf(events);
    }
}
