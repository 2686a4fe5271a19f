package org.roomcast.registry;

/** Tells the application what happens. Safe in every thread; no method throws. */
public interface Lifecycle {

    /** A lifecycle that nobody observes. */
    Lifecycle SILENT = new Lifecycle() {
        @Override
        public boolean observes(Class<? extends LifecycleEvent> type) {
            return false;
        }

        @Override
        public void fire(LifecycleEvent event) {
            // nobody listens
        }
    };

    /** Whether anyone would hear such an event; ask before making one on a hot path. */
    boolean observes(Class<? extends LifecycleEvent> type);

    /** Tells everyone who observes the event's type. */
    void fire(LifecycleEvent event);
}
