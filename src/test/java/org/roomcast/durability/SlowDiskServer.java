package org.roomcast.durability;

import org.roomcast.boot.Main;

/** The standalone server in a process in which H2 knows the {@link SlowDisk}. */
final class SlowDiskServer {

    private SlowDiskServer() {}

    public static void main(String[] arguments) {
        SlowDisk.register();
        Main.main(arguments);
    }
}
