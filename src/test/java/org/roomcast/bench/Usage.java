package org.roomcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a process has used: the processor time of all its threads, user and system, and the memory it holds now. */
record Usage(Duration cpu, long residentKib) {
    // The kernel shows times to user space in hundredths of a second whatever its own tick (proc(5), USER_HZ).
    private static final Duration TICK = Duration.ofMillis(10);
    // proc(5): utime and stime, counted from the state, the first field after the name.
    private static final int UTIME = 11;
    private static final int STIME = 12;

    static Usage of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(process.resolve("stat"));
        // The name, in brackets, may hold spaces.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        Duration cpu = TICK.multipliedBy(Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]));
        return new Usage(cpu, residentKib(Files.readAllLines(process.resolve("status"))));
    }

    private static long residentKib(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
