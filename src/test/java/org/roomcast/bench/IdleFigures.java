package org.roomcast.bench;

import java.time.Duration;

/**
 * What holding idle connections took.
 *
 * @param heapBefore KiB in use after a collection, as {@code heapHeld}
 * @param beaten connections that had a heartbeat of the server's
 * @param answered connections whose own {@code ping} was answered
 */
record IdleFigures(
        int connections,
        Duration opening,
        long residentBefore,
        long residentHeld,
        long heapBefore,
        long heapHeld,
        int beaten,
        int answered,
        int lost,
        String lastLoss) {

    boolean allHeld() {
        return beaten == connections && answered == connections && lost == 0;
    }
}
