package org.roomcast.registry;

import org.roomcast.model.Publication;

/**
 * Reacts to the publications of one event name, after they have gone out. An application adds one as a CDI bean. Called
 * on the publisher's thread, from many threads at once; it must not block. What it throws is logged and harms nobody.
 */
public interface EventHandler {

    /** The event's name, or {@code *} for all. */
    String event();

    void handle(Publication publication);
}
