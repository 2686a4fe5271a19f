package org.roomcast.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Ports that nothing listens on. They lie below those that systems give to outgoing connections, or one of those could
 * take a port between its choice and the server's start. For one thread.
 */
public final class FreePorts {

    private static final int LOWEST = 10_000;
    /** Linux begins outgoing ones at 32768. */
    private static final int HIGHEST = 32_000;

    private final Random random = new Random();
    private final Set<Integer> taken = new HashSet<>();

    public int next() {
        return LOWEST + offset(LOWEST);
    }

    /** What can be added to each of the ports. */
    public int offset(int... ports) {
        int highest = IntStream.of(ports).max().orElseThrow();
        while (true) {
            int lowest = LOWEST - IntStream.of(ports).min().orElseThrow();
            int offset = lowest + random.nextInt(HIGHEST - highest - lowest);
            if (IntStream.of(ports).allMatch(port -> isFree(port + offset))) {
                IntStream.of(ports).forEach(port -> taken.add(port + offset));
                return offset;
            }
        }
    }

    private boolean isFree(int port) {
        return !taken.contains(port) && canBeOpened(null, port) && canBeOpened(InetAddress.getLoopbackAddress(), port);
    }

    private static boolean canBeOpened(InetAddress address, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(false);
            probe.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
