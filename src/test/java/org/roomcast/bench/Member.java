package org.roomcast.bench;

import java.nio.ByteBuffer;

/** What a run hears of its connections; called on the loop's thread. */
interface Member {
    /** A message of text came whole; {@code [from, end)} of {@code in} holds it during the call only. */
    void text(int member, ByteBuffer in, int from, int end);

    /** The server's heartbeat came, and was answered. */
    void heartbeat(int member);

    /** The connection ended other than by this side's wish. */
    void lost(int member, String why);
}
