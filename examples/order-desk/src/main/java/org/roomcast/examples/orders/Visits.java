package org.roomcast.examples.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;
import org.roomcast.registry.LifecycleEvent.ConnectionClosed;
import org.roomcast.registry.LifecycleEvent.ConnectionOpened;
import org.roomcast.registry.LifecycleEvent.ServerStarted;

/** Counts and logs who comes and goes. The observers run on Roomcast's threads, so they only count and log. */
@ApplicationScoped
public class Visits {

    private static final Logger LOG = System.getLogger(Visits.class.getName());

    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();

    void started(@Observes ServerStarted event) {
        LOG.log(Level.INFO, "The order desk is open");
    }

    void opened(@Observes ConnectionOpened event) {
        opened.increment();
        LOG.log(Level.INFO, () -> "Connection " + event.connection().id() + " opened");
    }

    void closed(@Observes ConnectionClosed event) {
        closed.increment();
        LOG.log(Level.INFO, () -> "Connection " + event.connection().id() + " ended with " + event.code());
    }

    public long opened() {
        return opened.sum();
    }

    public long closed() {
        return closed.sum();
    }
}
