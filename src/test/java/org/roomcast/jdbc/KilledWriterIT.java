package org.roomcast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is durable outlives the process, also where H2 fills holes in its file. */
class KilledWriterIT {

    private static final long SEED = Long.getLong("roomcast.kill.seed", 20_261_128L);
    private static final int KILLS = Integer.getInteger("roomcast.kill.times", 25);

    @TempDir
    private Path folder;

    @Test
    void noCommitIsLostWhenTheSpaceOfOldOnesIsUsedAgain() throws IOException, InterruptedException {
        System.getLogger(KilledWriterIT.class.getName()).log(System.Logger.Level.INFO, "seed " + SEED);
        Random random = new Random(SEED);
        // by default space is used again after 45 seconds
        String url = "jdbc:h2:file:" + folder.resolve("killed") + ";RETENTION_TIME=50";
        long newest = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            newest = runAndKill(url, newest, 300 + random.nextInt(600));
        }
    }

    /** @return the number of the newest commit that the process said to be durable */
    private static long runAndKill(String url, long before, int commits) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            long newest = Long.parseLong(output.readLine());
            assertThat(newest).as("found after the kill").isGreaterThanOrEqualTo(before);
            long last = newest + commits;
            String line = "";
            while (line != null) {
                newest = line.isEmpty() ? newest : Long.parseLong(line);
                if (newest >= last) {
                    // the process would close its output, and with it what it has already said
                    process.toHandle().destroyForcibly();
                    last = Long.MAX_VALUE;
                }
                line = output.readLine();
            }
            return newest;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
