package org.roomcast.client;

/** What becomes of a request that cannot be sent, or whose answer does not come. */
enum Asking {
    /** It may have been carried out: it is sent once. */
    ONCE,
    /** Harmless twice, but about this very connection: sent again when the server may have dropped it unread. */
    SAFE,
    /** It changes nothing: sent again on the next connection too. */
    AGAIN,
    /** Worth nothing a moment later: sent at once or not at all. */
    NOW;

    boolean isSafe() {
        return this == SAFE || this == AGAIN;
    }
}
