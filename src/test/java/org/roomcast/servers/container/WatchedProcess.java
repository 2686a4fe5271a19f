package org.roomcast.servers.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process whose output is kept in a file and watched for words. It ends with this JVM at the latest. */
final class WatchedProcess {

    private final Process process;
    private final Thread end = new Thread(this::kill);
    private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

    WatchedProcess(List<String> command, Path folder, Path log) {
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Runtime.getRuntime().addShutdownHook(end);
        Thread reader = new Thread(() -> keep(log), "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Completes when the words are said from now on; fails when the process ends before. */
    CompletableFuture<Void> says(String words) {
        return awaited.computeIfAbsent(words, w -> new CompletableFuture<>());
    }

    void await(CompletableFuture<Void> words, Duration patience) throws IOException {
        try {
            words.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("The process has not said what was expected within " + patience, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** Asks it to end, and ends it when it has not done so in a minute. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            kill();
        }
        Runtime.getRuntime().removeShutdownHook(end);
    }

    private void kill() {
        process.destroyForcibly();
    }

    private void keep(Path log) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                Writer file = Files.newBufferedWriter(log)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                file.append(line).append('\n').flush();
                for (String words : awaited.keySet()) {
                    if (line.contains(words)) {
                        awaited.remove(words).complete(null);
                    }
                }
            }
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        } finally {
            awaited.values().forEach(words -> words.completeExceptionally(new IOException("The process has ended")));
        }
    }
}
