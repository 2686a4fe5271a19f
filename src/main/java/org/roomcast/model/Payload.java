package org.roomcast.model;

/**
 * What a publication carries: one JSON value of any kind, as text that has been checked. Immutable.
 *
 * @param json valid JSON without surrounding blanks; the codec makes it, or the caller vouches for it
 */
public record Payload(String json) {

    public static final Payload NULL = new Payload("null");

    /** The content stays out of logs. */
    @Override
    public String toString() {
        return "Payload[" + json.length() + " characters]";
    }
}
