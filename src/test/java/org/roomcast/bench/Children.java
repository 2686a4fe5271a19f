package org.roomcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Starts the servers, and ends them all: when closed, and when the bench itself is ended from outside.
 *
 * <p>It may be closed by another thread (the virtual machine's shutdown) than the one that starts processes.
 */
final class Children implements AutoCloseable {
    private static final Path PEER_SOURCE = Path.of("src", "test", "bench", "ws-room");
    private static final Path ROOMCAST = Path.of("target", "roomcast", "roomcast.jar");
    private static final List<String> NO_LIMITS = List.of(
            "-Droomcast.limits.frames-per-minute=0",
            "-Droomcast.limits.connections=0",
            "-Droomcast.limits.connections-per-address=0",
            "-Droomcast.limits.connections-per-user=0",
            "-Droomcast.limits.handshakes-per-second=0",
            "-Droomcast.limits.handshakes-per-address=0",
            "-Droomcast.limits.requests-per-user=0",
            "-Droomcast.limits.requests-per-address=0",
            "-Droomcast.http.sockets-per-address=0");

    private final Path work;
    private final Queue<Child> children = new ConcurrentLinkedQueue<>();

    Children(Path work) {
        this.work = work;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end of the bench's servers"));
    }

    /** The standalone server, with its data in {@code data} and further options for its virtual machine. */
    Child roomcast(String name, Path data, List<String> options) throws IOException {
        if (!Files.exists(ROOMCAST)) {
            throw new BenchException(ROOMCAST + " is missing: build the project first");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(NO_LIMITS);
        command.addAll(List.of("-jar", ROOMCAST.toAbsolutePath().toString(), "serve"));
        command.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--data", data.toString()));
        return start(name, work, command);
    }

    /** The peer, or nothing where there is no Node. */
    Optional<Child> peer() throws IOException, InterruptedException {
        if (!runs(work, "node", "--version")) {
            return Optional.empty();
        }
        Path folder = Files.createDirectories(work.resolve("ws-room"));
        for (String file : List.of("package.json", "package-lock.json", "server.js")) {
            Files.write(folder.resolve(file), Files.readAllBytes(PEER_SOURCE.resolve(file)));
        }
        if (!Files.exists(folder.resolve("node_modules")) && !runs(folder, "npm", "ci", "--ignore-scripts")) {
            throw new BenchException("npm ci failed; see " + work.resolve("npm.log"));
        }
        return Optional.of(start("peer", folder, List.of("node", "server.js", "0")));
    }

    private boolean runs(Path folder, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(command[0] + ".log").toFile());
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private Child start(String name, Path folder, List<String> command) throws IOException {
        Child child = new Child(new ProcessBuilder(command).directory(folder.toFile()), work.resolve(name + ".log"));
        children.add(child);
        return child;
    }

    @Override
    public void close() {
        children.forEach(Child::close);
    }
}
