package org.roomcast.servers.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The JVM of the server under test, looked into from outside with the JDK's {@code jcmd}. */
public final class ServerProcess {

    private final long pid;

    private ServerProcess(long pid) {
        this.pid = pid;
    }

    /** That of the server, which runs; the tests' own if the server is embedded. */
    public static ServerProcess underTest() {
        String home = System.getProperty("server.home");
        if (home == null) {
            return new ServerProcess(ProcessHandle.current().pid());
        }
        return new ServerProcess(ProcessHandle.allProcesses()
                .filter(process -> isServer(process.info(), home))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No JVM runs from " + home))
                .pid());
    }

    /** The threads whose name says that they are Roomcast's or its database's, each with its number in the JVM. */
    public List<String> threadsOfRoomcast() {
        return Pattern.compile("(?m)^\"[^\"]*roomcast[^\"]*\" #\\d+")
                .matcher(jcmd("Thread.print"))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** In how many class loaders a class is loaded, when everything that can be collected has been. */
    public int loadersOf(Class<?> type) {
        jcmd("GC.run");
        return count(Pattern.quote(type.getName()) + "/0x", jcmd("VM.class_hierarchy", type.getName()));
    }

    /** How many objects of a class there are, when everything that can be collected has been. */
    public int instancesOf(Class<?> type) {
        return Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(type.getName()) + "( \\(.*)?$")
                .matcher(jcmd("GC.class_histogram"))
                .results()
                .mapToInt(row -> Integer.parseInt(row.group(1)))
                .sum();
    }

    /** Writes its heap to a file, for finding out who holds what. */
    public void dumpHeap(Path file) {
        jcmd("GC.heap_dump", file.toAbsolutePath().toString());
    }

    private static boolean isServer(ProcessHandle.Info process, String home) {
        return process.command().map(Path::of).map(Path::getFileName).map(Path::toString).stream()
                        .anyMatch(name -> name.startsWith("java"))
                && process.commandLine().filter(line -> line.contains(home)).isPresent();
    }

    private static int count(String pattern, String text) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }

    /**
     * Into a file, not a pipe: the JVM that is asked may be this one, and writes some answers at a safepoint (JDK 25),
     * where no thread of it could empty the pipe.
     */
    private String jcmd(String... command) {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        ProcessBuilder builder = new ProcessBuilder(tool.toString(), String.valueOf(pid));
        builder.command().addAll(List.of(command));
        try {
            Path answer = Files.createTempFile("jcmd", ".txt");
            try {
                int status = builder.redirectErrorStream(true)
                        .redirectOutput(answer.toFile())
                        .start()
                        .waitFor();
                String output = Files.readString(answer);
                if (status != 0) {
                    throw new AssertionError(
                            "jcmd " + String.join(" ", command) + " ended with " + status + ": " + output);
                }
                return output;
            } finally {
                Files.delete(answer);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
