package org.roomcast.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The server has no file descriptor left, as under more connections than its limit allows. */
class DescriptorAbuseIT {

    private static final Path TOOL = Path.of("/usr/bin/prlimit");
    private static final int SPARE = 20;

    @Test
    void aServerWithoutDescriptorsRecoversWhenThereAreSomeAgain() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(TOOL), "prlimit is not here");
        try (AbusedServer server = new AbusedServer();
                Bystander bystander = new Bystander(server)) {
            bystander.assertNoticedNothing();
            limit(server, descriptors(server) + SPARE);
            List<Attacker> crowd = new ArrayList<>();
            try {
                for (int i = 0; i < 3 * SPARE; i++) {
                    crowd.add(new Attacker(server, 90).send("GET /ws/chat HTTP/1.1\r\n" + Attacker.UPGRADE + "\r\n"));
                }
                bystander.assertNoticedNothing();
            } finally {
                for (Attacker one : crowd) {
                    one.close();
                }
            }
            eventually(() -> assertThat(Attacker.isLetIn(server, 91)).isTrue());
            bystander.assertNoticedNothing();
        }
    }

    private static void limit(AbusedServer server, long most) throws Exception {
        Process limiting = new ProcessBuilder(
                        TOOL.toString(), "--pid", String.valueOf(server.pid()), "--nofile=" + most + ":" + most)
                .inheritIO()
                .start();
        assertThat(limiting.waitFor()).isZero();
    }

    private static long descriptors(AbusedServer server) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(server.pid()), "fd"))) {
            return open.count();
        }
    }
}
