package org.roomcast.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs commands of this machine to their end. */
final class Shell {

    private static final int PATIENCE_SECONDS = 60;

    /**
     * How a command ended.
     *
     * @param output what it wrote to both streams
     */
    record Result(int code, String output) {}

    private Shell() {}

    static Result run(List<String> command) {
        return run(command, Map.of(), "");
    }

    static Result run(List<String> command, Map<String, String> environment, String input) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end: " + output);
            }
            return new Result(process.exitValue(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Whether a command can be started here and likes these arguments. */
    static boolean works(String... command) {
        try {
            return run(List.of(command)).code() == 0;
        } catch (UncheckedIOException absent) {
            return false;
        }
    }

    /** Skips the running test, and says so where a build's reader sees it. */
    static void need(boolean isThere, String what) {
        if (!isThere) {
            System.err.println("SKIPPED: " + what);
            Assumptions.abort(what);
        }
    }
}
