package org.roomcast.inbox;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.model.ProtocolException;

/**
 * Keeps notifications and who has read them. What is for many is kept once and read per user.
 *
 * <h2>Guarantees</h2>
 *
 * When the stage of a {@link #post} or {@link #markRead} has completed, what it did is there whatever process is killed,
 * as far as the inbox is durable at all, and every later {@link #read} sees it. A reader's inbox holds what has one of
 * the reader's labels, the newest up to a number and an age, without what has expired: whoever comes later finds
 * what was posted for everyone before. Roles count as they are at the time of reading.
 *
 * <h2>Atomicity and order</h2>
 *
 * Notifications are numbered in the order in which they become visible, so that marking all as read marks nothing that
 * is posted later. Each call is carried out wholly or not at all; a page and its count are of one moment.
 *
 * <h2>Threads</h2>
 *
 * Every method may be called from every thread and none blocks, but for {@link #close}. Stages complete on any thread,
 * possibly the caller's own before the method returns, and never while the inbox holds a lock.
 *
 * <h2>Failures</h2>
 *
 * A stage completes within some seconds. When the inbox cannot do it now, the stage fails with a
 * {@link ProtocolException} {@code unavailable}; what waits is bounded, beyond that calls fail at once. An inbox
 * recovers by itself.
 */
public interface Inbox extends AutoCloseable {

    /**
     * Keeps a notification for its audience. With a key that the same sender has used within
     * {@link NewNotification#KEY_LIFETIME} nothing is kept, and the stage tells the earlier one, even when that has
     * expired meanwhile.
     */
    CompletionStage<Posted> post(NewNotification notification);

    /** A part of the reader's inbox, and how many of the whole are not read. */
    CompletionStage<InboxPage> read(Reader reader, InboxQuery query);

    /**
     * Marks as read; marking again changes nothing.
     *
     * @param id the notification; null for all that the reader has now
     * @return how many the reader then has not read; fails with {@code not_found} when the reader has no such one
     */
    CompletionStage<Integer> markRead(Reader reader, @Nullable String id);

    /** How many the reader has not read. */
    default CompletionStage<Integer> unread(Reader reader) {
        return read(reader, InboxQuery.unread(0)).thenApply(InboxPage::unread);
    }

    /** Lets go of what nobody can see any more. To be called now and then; returns at once. */
    void trim();

    /** Finishes what waits, as far as that can be done within some seconds, and lets go of everything. Blocks. */
    @Override
    void close();
}
