package org.roomcast.inbox;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was posted with a key within {@link NewNotification#KEY_LIFETIME}, in memory. Bounded: beyond its capacity the
 * oldest is forgotten. Not thread-safe.
 */
final class RecentPosts {

    private record SenderKey(String sender, String key) {}

    private final Map<SenderKey, Posted> posts = new LinkedHashMap<>();
    private final int capacity;

    RecentPosts(int capacity) {
        this.capacity = capacity;
    }

    /** The earlier post that this one repeats; null when it is new or has no key. */
    @Nullable Posted find(NewNotification notification, Instant now) {
        forgetUntil(now.minus(NewNotification.KEY_LIFETIME));
        return notification.key() == null ? null : posts.get(new SenderKey(notification.sender(), notification.key()));
    }

    void add(NewNotification notification, Posted posted) {
        if (notification.key() != null) {
            posts.put(new SenderKey(notification.sender(), notification.key()), posted);
        }
    }

    private void forgetUntil(Instant oldest) {
        for (Iterator<Posted> i = posts.values().iterator(); i.hasNext(); ) {
            boolean isRecent = i.next().timestamp().isAfter(oldest);
            if (isRecent && posts.size() <= capacity) {
                return;
            }
            i.remove();
        }
    }
}
