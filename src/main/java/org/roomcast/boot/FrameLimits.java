package org.roomcast.boot;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How large a frame each endpoint takes: as large as a message may be, or as large as its own handlers say where that is
 * more. Immutable.
 */
final class FrameLimits {

    /** Twice as much, which the engine may have to hold, is still an {@code int}. */
    private static final long MOST = 512L * 1024 * 1024;

    /** @param path its segments; one in braces stands for anything */
    private record Limit(List<String> path, int bytes) {

        boolean fits(List<String> asked) {
            return path.size() == asked.size()
                    && IntStream.range(0, path.size())
                            .allMatch(
                                    i -> isVariable(path.get(i)) || path.get(i).equals(asked.get(i)));
        }

        /** Of several that fit, the engine takes the one with letters where the others have braces, from the left. */
        String rank() {
            return String.join(
                    "", path.stream().map(s -> isVariable(s) ? "1" : "0").toList());
        }

        private static boolean isVariable(String segment) {
            return segment.startsWith("{") && segment.endsWith("}");
        }
    }

    private final int messageSize;
    private final List<Limit> limits = new ArrayList<>();

    /** @param endpoints classes with {@code @ServerEndpoint} */
    FrameLimits(Set<Class<?>> endpoints, int messageSize) {
        this.messageSize = messageSize;
        for (Class<?> type : endpoints) {
            ServerEndpoint endpoint = type.getAnnotation(ServerEndpoint.class);
            if (endpoint != null) {
                limits.add(new Limit(segments(endpoint.value()), Math.max(messageSize, declared(type))));
            }
        }
    }

    /** The limit of the endpoint at this address, in bytes. */
    int at(String requestUri) {
        List<String> asked = segments(requestUri);
        return limits.stream()
                .filter(limit -> limit.fits(asked))
                .min(Comparator.comparing(Limit::rank))
                .map(Limit::bytes)
                .orElse(messageSize);
    }

    /** The largest of them all, in bytes. */
    int largest() {
        return limits.stream().mapToInt(Limit::bytes).max().orElse(messageSize);
    }

    private static int declared(Class<?> endpoint) {
        long most = Arrays.stream(endpoint.getMethods())
                .map(method -> method.getAnnotation(OnMessage.class))
                .filter(handler -> handler != null)
                .mapToLong(OnMessage::maxMessageSize)
                .max()
                .orElse(0);
        return (int) Math.min(most, MOST);
    }

    /** Each decoded by itself: an encoded slash divides nothing. */
    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1)).map(FrameLimits::decoded).toList();
    }

    private static String decoded(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : URI.create("/" + segment).getPath().substring(1);
    }
}
