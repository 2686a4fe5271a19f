package org.roomcast.servers.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints how a server's logs end: whoever reads a build's output seldom has its files. */
final class LogTail {

    private static final int LINES = 60;

    private LogTail() {}

    static void print(Installation installation) {
        for (Path log : installation.logs()) {
            if (Files.exists(log)) {
                System.out.println("The last lines of " + log + ":");
                lastLines(log).forEach(System.out::println);
            }
        }
    }

    private static List<String> lastLines(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
