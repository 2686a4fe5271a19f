package org.roomcast.registry;

/** Hears, once, that a connection has ended. May be called under the lock of a room: it only hands the work on. */
@FunctionalInterface
interface ConnectionEnd {
    void ended(Connection connection, int code, String reason);
}
