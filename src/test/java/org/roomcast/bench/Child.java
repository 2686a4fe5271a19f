package org.roomcast.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server process: what it prints goes to a log, and one of its lines says where it listens. */
final class Child implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile(" is listening on http://(\\S+):(\\d+)/");
    private static final Duration STARTING = Duration.ofSeconds(60);
    // A server that closes thousands of connections one after the other takes its time.
    private static final Duration STOPPING = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;
    private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();

    Child(ProcessBuilder command, Path log) throws IOException {
        this.log = log;
        process = command.redirectErrorStream(true).start();
        Thread reader = new Thread(this::drain, "output of " + log.getFileName());
        reader.setDaemon(true);
        reader.start();
    }

    long pid() {
        return process.pid();
    }

    /** Where the server listens; waits until it says so. */
    InetSocketAddress address() {
        try {
            return address.get(STARTING.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchException("The server does not start; see " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
    }

    private void drain() {
        try (BufferedReader lines = process.inputReader();
                BufferedWriter copy = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line);
                copy.newLine();
                copy.flush();
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    address.complete(new InetSocketAddress(listening.group(1), Integer.parseInt(listening.group(2))));
                }
            }
            address.completeExceptionally(new BenchException("It ended"));
        } catch (IOException e) {
            address.completeExceptionally(new UncheckedIOException(e));
        }
    }

    /** Asks the process to end, and makes it when it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPPING.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
