package org.roomcast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EventIdTest {

    @Test
    void theEventsOfARoomLieSideBySideAndInTheirOrder() {
        assertThat(EventId.of(7, 2)).isEqualTo(EventId.of(7, 1) + 1).isEqualTo(7 * 68_719_476_736L + 2);
        assertThat(EventId.of(7, EventId.MAX_OFFSET)).isLessThan(EventId.of(8, 0));
        assertThat(EventId.of(EventId.MAX_ROOM, EventId.MAX_OFFSET)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatDoesNotFitIsRefusedAndMeetsNoEventOfAnotherRoom() {
        assertThatIllegalArgumentException().isThrownBy(() -> EventId.of(1, EventId.MAX_OFFSET + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> EventId.of(EventId.MAX_ROOM + 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> EventId.of(1, -1));
    }
}
