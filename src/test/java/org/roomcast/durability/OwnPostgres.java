package org.roomcast.durability;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.roomcast.testing.FreePorts;

/** A PostgreSQL of one test, which can be paused, stopped and started again on the same port. Used by one thread. */
final class OwnPostgres implements AutoCloseable {

    static final String USER = "postgres";

    private final Path folder;
    private final int port = new FreePorts().next();
    private EmbeddedPostgres server;

    OwnPostgres(Path folder) throws IOException {
        this.folder = folder;
        start();
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** It takes connections and answers nothing, as a machine that hangs does. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    void stop() throws IOException {
        server.close();
    }

    final void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void signal(String name) throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0).trim());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        String[] command = Stream.concat(
                        Stream.of("kill", "-" + name, String.valueOf(pid)),
                        postmaster.descendants().map(child -> String.valueOf(child.pid())))
                .toArray(String[]::new);
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
