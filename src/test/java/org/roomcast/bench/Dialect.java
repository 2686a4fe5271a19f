package org.roomcast.bench;

/** How a server is spoken to: where a room is, how a message is published, and whether the server greets. */
enum Dialect {
    /** The peer's: the path is the room, and a text goes to its members as it is. */
    WS("ws"),
    /** Roomcast, a message for each frame. */
    PLAIN("plain"),
    /** Roomcast, where waiting frames may share a message. */
    BATCH("batch");

    private final String label;

    Dialect(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    boolean ofPeer() {
        return this == WS;
    }

    String path(String room, int member) {
        return switch (this) {
            case WS -> "/" + room;
            case PLAIN -> "/ws/chat/" + room + "?user=m" + member;
            case BATCH -> "/ws/chat/" + room + "?user=m" + member + "&batch=true";
        };
    }

    String publish(String room, String text) {
        return ofPeer()
                ? text
                : "{\"type\":\"publish\",\"room\":\"" + room + "\",\"data\":{\"text\":\"" + text + "\"}}";
    }
}
