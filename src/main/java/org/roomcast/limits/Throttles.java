package org.roomcast.limits;

import java.util.function.LongSupplier;
import org.roomcast.model.Rate;

/** What is measured by user and by address, for the whole server. Safe in every thread. */
public final class Throttles {

    private final LongSupplier nanoTime;
    private final Meters framesPerUser;
    private final Meters framesPerAddress;
    private final Meters requestsPerUser;
    private final Meters requestsPerAddress;
    private final Meter handshakes;
    private final Meters handshakesPerAddress;

    /** How often what may be done. */
    public record Rates(
            Rate framesPerUser,
            Rate framesPerAddress,
            Rate requestsPerUser,
            Rate requestsPerAddress,
            Rate handshakes,
            Rate handshakesPerAddress) {}

    /** @param nanoTime the time for measuring spans, as {@link System#nanoTime} */
    public Throttles(Rates rates, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.framesPerUser = new Meters(rates.framesPerUser(), nanoTime);
        this.framesPerAddress = new Meters(rates.framesPerAddress(), nanoTime);
        this.requestsPerUser = new Meters(rates.requestsPerUser(), nanoTime);
        this.requestsPerAddress = new Meters(rates.requestsPerAddress(), nanoTime);
        this.handshakes = new Meter(rates.handshakes(), nanoTime);
        this.handshakesPerAddress = new Meters(rates.handshakesPerAddress(), nanoTime);
    }

    public LongSupplier nanoTime() {
        return nanoTime;
    }

    public Meters framesPerUser() {
        return framesPerUser;
    }

    public Meters framesPerAddress() {
        return framesPerAddress;
    }

    public Meters requestsPerUser() {
        return requestsPerUser;
    }

    public Meters requestsPerAddress() {
        return requestsPerAddress;
    }

    public Meter handshakes() {
        return handshakes;
    }

    public Meters handshakesPerAddress() {
        return handshakesPerAddress;
    }
}
