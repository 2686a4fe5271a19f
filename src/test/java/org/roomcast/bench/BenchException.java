package org.roomcast.bench;

/** Says why a run has no figures: the server refused, closed, lost, doubled or mixed up messages, or was too slow. */
final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }

    BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
