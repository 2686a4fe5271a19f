package org.roomcast.rest;

import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Command;
import org.roomcast.history.HistoryQuery;
import org.roomcast.inbox.InboxQuery;
import org.roomcast.inbox.NotificationId;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.FieldException;

/** Reads which page a request asks for: of a room's history, with the limits of the frame {@code history}, or of an inbox. */
final class PageParameters {

    private PageParameters() {}

    /** @throws FieldException when one is no whole number or out of range, or both directions are asked for */
    static HistoryQuery read(@Nullable String since, @Nullable String before, @Nullable String limit) {
        if (since != null && before != null) {
            throw new FieldException(ErrorCode.BAD_FRAME, "since", "must not stand beside \"before\"");
        }
        int count = limit == null
                ? Command.History.DEFAULT_LIMIT
                : Math.toIntExact(number("limit", limit, 1, Command.History.MAX_LIMIT));
        if (since != null) {
            return HistoryQuery.after(number("since", since, 0, Long.MAX_VALUE), count);
        }
        return HistoryQuery.before(
                before == null ? Long.MAX_VALUE : number("before", before, 0, Long.MAX_VALUE), count);
    }

    /** @throws FieldException when one is nothing that it may be */
    static InboxQuery inbox(@Nullable String unread, @Nullable String before, @Nullable String limit) {
        if (unread != null && !unread.equals("true") && !unread.equals("false")) {
            throw new FieldException(ErrorCode.BAD_FRAME, "unread", "must be true or false");
        }
        NotificationId id = before == null ? null : NotificationId.parse(before);
        if (before != null && id == null) {
            throw new FieldException(ErrorCode.BAD_FRAME, "before", "must be the id of a notification");
        }
        int count =
                limit == null ? InboxQuery.MAX_LIMIT : Math.toIntExact(number("limit", limit, 1, InboxQuery.MAX_LIMIT));
        return new InboxQuery("true".equals(unread), id, count);
    }

    /** How many are wanted, from 1 to {@code max}; {@code otherwise} when nothing is said. */
    static int limit(@Nullable String limit, int max, int otherwise) {
        return limit == null ? otherwise : Math.toIntExact(number("limit", limit, 1, max));
    }

    private static long number(String name, String text, long min, long max) {
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new FieldException(ErrorCode.BAD_FRAME, name, "must be a whole number");
        }
        throw new FieldException(ErrorCode.BAD_FRAME, name, "must be from " + min + " to " + max);
    }
}
