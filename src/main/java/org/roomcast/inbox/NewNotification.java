package org.roomcast.inbox;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.FieldException;

/**
 * A notification to be posted. Immutable; the {@code with} methods return changed copies.
 *
 * @param title a headline; null for none
 * @param message the text; not blank
 * @param type what kind it is, such as {@code info}
 * @param link where it leads, an http or https address or a path on the same host; null for nowhere
 * @param audience whom it is for
 * @param ttl after how long it disappears; null for not before the retention has it go
 * @param sender names whoever posts it, so that keys of different senders do not meet; at most {@value #MAX_SENDER}
 *     characters
 * @param key makes a repetition by the same sender within {@link #KEY_LIFETIME} post nothing new; null for none
 */
public record NewNotification(
        @Nullable String title,
        String message,
        String type,
        @Nullable String link,
        Audience audience,
        @Nullable Duration ttl,
        String sender,
        @Nullable String key) {

    public static final int MAX_TITLE = 200;
    public static final int MAX_MESSAGE = 4_000;
    public static final int MAX_TYPE = 50;
    public static final int MAX_LINK = 2_000;
    /** That of {@link org.roomcast.model.Draft}. */
    public static final int MAX_KEY = 128;

    public static final int MAX_SENDER = 300;
    /** Longer than any retention is used for. */
    public static final Duration MAX_TTL = Duration.ofDays(366);
    /** How long a repetition is recognised, PROTOCOL.md section 7.2. */
    public static final Duration KEY_LIFETIME = Duration.ofMinutes(5);

    public static final String DEFAULT_TYPE = "info";

    /** @throws FieldException when a part is empty, too long or otherwise nothing that can be kept and shown */
    public NewNotification {
        if (message.isBlank()) {
            throw FieldException.missing("message");
        }
        requireText("title", title, MAX_TITLE);
        requireText("message", message, MAX_MESSAGE);
        requireText("type", type, MAX_TYPE);
        requireText("link", link, MAX_LINK);
        requireText("sender", sender, MAX_SENDER);
        requireText("key", key, MAX_KEY);
        if (key != null && key.isEmpty()) {
            throw new FieldException(ErrorCode.BAD_FRAME, "key", "must not be empty");
        }
        if (link != null && !mayBeOpened(link)) {
            throw new FieldException(
                    ErrorCode.BAD_FRAME, "link", "must be an http or https address, or a path on this server");
        }
        if (ttl != null && (ttl.isNegative() || ttl.isZero() || ttl.compareTo(MAX_TTL) > 0)) {
            throw new FieldException(ErrorCode.BAD_FRAME, "ttl", "must be from 1 to " + MAX_TTL.toSeconds());
        }
    }

    /** A notification of the server itself: a text and whom it is for. */
    public static NewNotification of(String message, Audience audience) {
        return new NewNotification(null, message, DEFAULT_TYPE, null, audience, null, "server", null);
    }

    public NewNotification withTitle(@Nullable String changed) {
        return new NewNotification(changed, message, type, link, audience, ttl, sender, key);
    }

    public NewNotification withType(String changed) {
        return new NewNotification(title, message, changed, link, audience, ttl, sender, key);
    }

    public NewNotification withLink(@Nullable String changed) {
        return new NewNotification(title, message, type, changed, audience, ttl, sender, key);
    }

    public NewNotification withTtl(@Nullable Duration changed) {
        return new NewNotification(title, message, type, link, audience, changed, sender, key);
    }

    public NewNotification withSender(String changed) {
        return new NewNotification(title, message, type, link, audience, ttl, changed, key);
    }

    public NewNotification withKey(@Nullable String changed) {
        return new NewNotification(title, message, type, link, audience, ttl, sender, changed);
    }

    /** As its readers see it when it has been posted. */
    public Notification asPosted(String id, Instant timestamp) {
        Instant expires = ttl == null ? null : timestamp.plus(ttl);
        return new Notification(id, title, message, type, link, timestamp, expires, false);
    }

    private static void requireText(String field, @Nullable String text, int max) {
        if (text == null) {
            return;
        }
        if (text.length() > max) {
            throw FieldException.tooLarge(field, max + " characters");
        }
        if (!Text.isStorable(text)) {
            throw new FieldException(ErrorCode.BAD_FRAME, field, "has NUL or half of a surrogate pair in it");
        }
    }

    /** Only what a page may open without running anything. */
    private static boolean mayBeOpened(String link) {
        try {
            URI uri = URI.create(link);
            boolean isWeb = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return uri.getScheme() == null ? uri.getRawAuthority() == null : isWeb && uri.getHost() != null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    /** Content stays out of logs. */
    @Override
    public String toString() {
        return "NewNotification[message=" + message.length() + " characters]";
    }
}
