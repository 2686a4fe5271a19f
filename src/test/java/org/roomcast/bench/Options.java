package org.roomcast.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be run.
 *
 * @param warmUp messages before each measured run
 * @param windows how many messages are under way, a row of the report each
 * @param idle connections held open
 * @param starts how often the server is started, on a new and on its old data folder each
 * @param only the parts: the dialects' labels, {@code idle}, {@code durable} and {@code start}
 * @param jvm further options for the loaded server's virtual machine
 */
record Options(
        int members,
        int messages,
        int warmUp,
        int rounds,
        List<Integer> windows,
        int idle,
        int starts,
        Set<String> only,
        List<String> jvm) {

    private static final Map<String, String> DEFAULTS = Map.of(
            "--members", "1000",
            "--messages", "500",
            "--warm-up", "100",
            "--rounds", "3",
            "--windows", "4,32",
            "--idle", "5000",
            "--starts", "3",
            "--only", "ws,plain,batch,idle,durable,start",
            "--jvm", "");

    static Options parse(String... arguments) {
        Map<String, String> given = new HashMap<>(DEFAULTS);
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length || given.put(arguments[i], arguments[i + 1]) == null) {
                throw new IllegalArgumentException("Not understood: " + arguments[i] + "; known are " + DEFAULTS);
            }
        }
        return new Options(
                number(given, "--members"),
                number(given, "--messages"),
                number(given, "--warm-up"),
                number(given, "--rounds"),
                list(given, "--windows", ",").map(Integer::valueOf).toList(),
                number(given, "--idle"),
                number(given, "--starts"),
                Set.copyOf(list(given, "--only", ",").toList()),
                list(given, "--jvm", " ").toList());
    }

    private static int number(Map<String, String> given, String name) {
        return Integer.parseInt(given.get(name));
    }

    // An option of the virtual machine may hold commas, so those are parted by spaces.
    private static Stream<String> list(Map<String, String> given, String name, String separator) {
        return Stream.of(given.get(name).split(separator)).filter(value -> !value.isEmpty());
    }

    boolean wants(String part) {
        return only.contains(part);
    }

    boolean wants(Dialect dialect) {
        return wants(dialect.label());
    }
}
