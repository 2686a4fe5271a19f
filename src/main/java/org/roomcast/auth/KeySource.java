package org.roomcast.auth;

import java.io.IOException;

/** Where a key set comes from. Called by one thread at a time; may block, within bounds of its own. */
@FunctionalInterface
public interface KeySource {

    /** @throws IOException when it cannot be had now */
    String fetch() throws IOException;
}
