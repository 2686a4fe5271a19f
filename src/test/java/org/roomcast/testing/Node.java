package org.roomcast.testing;

import java.io.IOException;
import java.util.List;

/** The Node.js on the path, which runs the tests of the JavaScript client. */
public final class Node {

    /** The oldest version that the tests run on. */
    public static final int OLDEST = 20;

    private Node() {}

    /**
     * A process of tests, whose output is all in one. In Maven's build the minified client has been made, so what tests it
     * must not be skipped.
     */
    public static ProcessBuilder tests(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (System.getProperty("basedir") != null) {
            builder.environment().put("ROOMCAST_BUILT", "true");
        }
        return builder;
    }

    /** Its major version; 0 where there is none. */
    public static int version() throws InterruptedException {
        try {
            Process node = new ProcessBuilder("node", "--version")
                    .redirectErrorStream(true)
                    .start();
            String version = new String(node.getInputStream().readAllBytes()).strip();
            return node.waitFor() == 0 ? Integer.parseInt(version.substring(1, version.indexOf('.'))) : 0;
        } catch (IOException absent) {
            return 0;
        }
    }
}
