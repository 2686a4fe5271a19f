package org.roomcast.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.roomcast.model.Disconnect;
import org.roomcast.registry.LifecycleEvent.ConnectionRefused;
import org.roomcast.registry.LifecycleEvent.Failure;
import org.roomcast.testing.ManualClock;

class EventsLogTest {

    private final EventsLog log = new EventsLog(new ManualClock());

    @Test
    void theNewestStandsFirstAndTheOldestLeave() {
        for (int i = 0; i < 3 * EventsLog.CAPACITY; i++) {
            log.failed(new Failure(null, "no. " + i, new IllegalStateException()));
        }
        assertThat(log.latest()).hasSize(EventsLog.CAPACITY);
        assertThat(log.latest().get(0).reason()).isEqualTo("incident no. 149");
        assertThat(log.ends()).isEmpty();
    }

    @Test
    void endsAreCountedByCode() {
        refuse(Disconnect.SERVER_FULL.code());
        refuse(Disconnect.FORBIDDEN.code());
        refuse(Disconnect.SERVER_FULL.code());
        assertThat(log.ends()).containsExactly(new EventsLog.Ends(4003, 1), new EventsLog.Ends(4100, 2));
        assertThat(log.refusedConnections()).isEqualTo(3);
    }

    /** Clients may close with any of 2,000 codes; that must not become 2,000 counters. */
    @Test
    void codesThatTheProtocolDoesNotKnowAreCountedTogether() {
        for (int code = 3000; code < 4000; code++) {
            refuse(code);
        }
        refuse(4999);
        assertThat(log.ends()).containsExactly(new EventsLog.Ends(EventsLog.OTHER, 1001));
    }

    @Test
    void wherePeopleAreNotNamedAddressAndReasonAreNotEither() {
        refuse(4003);
        Happening told = log.latest().get(0).withoutPerson();
        assertThat(told.address()).isNull();
        assertThat(told.reason()).isNull();
        assertThat(told.kind()).isEqualTo("refused");
        assertThat(told.code()).isEqualTo(4003);
    }

    private void refuse(int code) {
        log.refused(new ConnectionRefused("chat", "192.0.2.7", code, "why"));
    }
}
