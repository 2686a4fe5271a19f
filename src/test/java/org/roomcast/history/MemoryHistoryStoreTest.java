package org.roomcast.history;

import org.roomcast.model.RoomPolicies;
import org.roomcast.testing.ManualClock;

class MemoryHistoryStoreTest extends HistoryStoreContract {

    private static final long MAX_SIZE = 64 << 20;

    @Override
    protected HistoryStore open(RoomPolicies policies, ManualClock time) {
        return new MemoryHistoryStore(policies, time, () -> time.instant().toEpochMilli() * 1_000_000, MAX_SIZE);
    }

    @Override
    protected boolean isDurable() {
        return false;
    }
}
