package org.roomcast.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.roomcast.model.Retention;

class MemoryInboxTest extends InboxContract {

    private static final int CAPACITY = 300;

    @Override
    protected Inbox create(Retention retention, Clock time) {
        return new MemoryInbox(retention, CAPACITY, time);
    }

    @Test
    void beyondItsCapacityTheOldestOfAllIsForgotten() {
        post("old", to("ada"));
        post("everyone", Audience.EVERYONE);
        for (int i = 0; i < CAPACITY - 1; i++) {
            post("n" + i, to("user" + i));
        }
        assertThat(texts(ADA)).containsExactly("everyone");
        post("last", to("bob"));
        assertThat(texts(ADA)).isEmpty();
        assertThat(texts(BOB)).containsExactly("last");
    }

    @Test
    void aRepetitionIsRecognisedThoughTheFirstWasForgotten() {
        Posted first = await(inbox.post(NewNotification.of("old", to("ada")).withKey("k")));
        for (int i = 0; i < CAPACITY; i++) {
            post("n" + i, to("user" + i));
        }
        assertThat(await(inbox.post(NewNotification.of("old", to("ada")).withKey("k")))
                        .id())
                .isEqualTo(first.id());
        assertThat(texts(ADA)).isEmpty();
    }
}
