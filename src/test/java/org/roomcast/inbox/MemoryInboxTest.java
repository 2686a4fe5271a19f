package org.roomcast.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryInboxTest extends InboxContract {

    private static final int CAPACITY = 100;

    @Override
    Inbox create() {
        return new MemoryInbox(CAPACITY);
    }

    @Test
    void beyondItsCapacityTheOldestIsForgotten() {
        post("old", to("ada"));
        post("everyone", Audience.EVERYONE);
        for (int i = 0; i < CAPACITY - 1; i++) {
            post("n" + i, to("bob"));
        }
        assertThat(ids(ADA)).containsExactly("everyone");
        post("last", to("bob"));
        assertThat(ids(ADA)).isEmpty();
        assertThat(ids(BOB)).hasSize(CAPACITY);
    }
}
