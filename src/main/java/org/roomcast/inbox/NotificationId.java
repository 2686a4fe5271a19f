package org.roomcast.inbox;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;

/**
 * What a notification is called: its place in the order of posting, and something random, so that a store that starts
 * anew does not use an id again. That the place is part of the id lets a reader go on with the older ones when this one
 * is gone. Immutable.
 *
 * @param place counts the notifications of a store from 1
 * @param nonce eight hexadecimal digits
 */
public record NotificationId(long place, String nonce) {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17})-([0-9a-f]{8})");

    /** A new id for a place. */
    public static NotificationId at(long place) {
        int random = ThreadLocalRandom.current().nextInt();
        return new NotificationId(place, String.format(Locale.ROOT, "%08x", random));
    }

    /** The id that a text is; null when it is none. */
    public static @Nullable NotificationId parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches() ? new NotificationId(Long.parseLong(parts.group(1)), parts.group(2)) : null;
    }

    /** What is answered to who names a notification that is not theirs or not there. */
    public static ProtocolException unknown() {
        return new ProtocolException(ErrorCode.NOT_FOUND, "There is no such notification");
    }

    /** The id as it travels. */
    @Override
    public String toString() {
        return place + "-" + nonce;
    }
}
