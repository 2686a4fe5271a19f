package org.roomcast.servers;

import org.roomcast.servers.matrix.Recorder;

/**
 * What a server does differently and a test tolerates. The test passes, and its cell of the matrix has a footnote with
 * the explanation.
 */
public final class Difference {

    private Difference() {}

    /** Tells the difference, in one sentence for the reader of the matrix. For the thread of a running test. */
    public static void note(String explanation) {
        Recorder.note(explanation);
    }
}
