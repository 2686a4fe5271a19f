package org.roomcast.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.docker.Dockerfile.Instruction;

/** What the commands in {@code docker/} do, carried out on this machine. */
class DockerCommandsTest {

    private static final String HEALTH_CHECK = "docker/healthcheck";
    private static final String COMPOSE = "docker/compose.yaml";

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 503})
    void theHealthCheckSucceedsWhenTheProbeAnswers200Only(int status) throws IOException {
        needBash();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            String port = String.valueOf(server.getAddress().getPort());
            Shell.Result byArgument = Shell.run(List.of("bash", HEALTH_CHECK, port));
            Shell.Result bySetting = Shell.run(List.of("bash", HEALTH_CHECK), Map.of("ROOMCAST_HTTP_PORT", port), "");
            assertThat(byArgument).isEqualTo(bySetting);
            assertThat(byArgument.code()).isEqualTo(status == 200 ? 0 : 1);
            assertThat(byArgument.output()).contains(status == 200 ? "" : "answered " + status);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theHealthCheckFailsWhereNobodyListensOrAnswers() throws IOException {
        needBash();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(silent.getLocalPort());
            assertThat(Shell.run(List.of("bash", HEALTH_CHECK, port)).code()).isEqualTo(1);
            silent.close();
            assertThat(Shell.run(List.of("bash", HEALTH_CHECK, port)).code()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("org.roomcast.docker.DockerFilesTest#images")
    void everyRunIsAShellCommand(Dockerfile file) {
        Shell.need(Shell.works("sh", "-c", ":"), "the RUN instructions of docker/ need a shell to be looked at");
        assertThat(file.instructions())
                .filteredOn(instruction -> instruction.keyword().equals("RUN"))
                .isNotEmpty()
                .allSatisfy(run -> assertThat(Shell.run(List.of("sh", "-n"), Map.of(), run.rest() + "\n"))
                        .isEqualTo(new Shell.Result(0, "")));
    }

    /** In a layer over this machine's own file system, which is thrown away; that needs root and Linux. */
    @ParameterizedTest
    @MethodSource("org.roomcast.docker.DockerFilesTest#images")
    void everyRunOfAnImageDoesItsWork(Dockerfile file, @TempDir Path folder) throws IOException {
        for (String name : List.of("upper", "work", "root")) {
            Files.createDirectory(folder.resolve(name));
        }
        String layer = "mount -t tmpfs tmpfs " + folder + " && mkdir " + folder + "/upper " + folder + "/work " + folder
                + "/root && mount -t overlay overlay -o lowerdir=/,upperdir=" + folder + "/upper,workdir=" + folder
                + "/work " + folder + "/root && exec chroot " + folder + "/root sh -e";
        Shell.need(
                Shell.works("unshare", "--mount", "sh", "-c", layer + " -c :"),
                "carrying out the RUN instructions of docker/ needs Linux, root and overlayfs");
        StringBuilder script = new StringBuilder();
        for (Instruction run : file.all("RUN")) {
            script.append(run.rest()).append('\n');
        }
        String data = file.environment().get("ROOMCAST_DATA_DIR");
        String user = file.all("USER").get(file.all("USER").size() - 1).text();
        script.append("stat -c '%u:%g %a' ").append(data).append('\n');
        script.append("setpriv --reuid ").append(user.replace(":", " --regid "));
        script.append(" --clear-groups touch ").append(data).append("/auth.secret\n");
        Shell.Result result = Shell.run(List.of("unshare", "--mount", "sh", "-c", layer), Map.of(), script.toString());
        assertThat(result).isEqualTo(new Shell.Result(0, user + " 750\n"));
    }

    @Test
    void composeRefusesToStartWithoutASecret() throws IOException {
        String text = Files.readString(Path.of(COMPOSE));
        assertThat(text).contains("ROOMCAST_AUTH_SECRET: ${ROOMCAST_AUTH_SECRET:?");
        assertThat(DockerFilesTest.images()).allSatisfy(file -> assertThat(text)
                .contains(
                        "dockerfile: docker/" + file.name(),
                        "image: roomcast-" + file.name().replace(".Dockerfile", ":")));
        Shell.need(Shell.works("docker", "compose", "version"), "docker compose is not here to read " + COMPOSE);
        List<String> config = List.of("docker", "compose", "-f", COMPOSE, "--profile", "*", "config");
        Shell.Result without = Shell.run(config, Map.of("ROOMCAST_AUTH_SECRET", ""), "");
        assertThat(without.code()).isNotZero();
        assertThat(without.output()).contains("ROOMCAST_AUTH_SECRET", "is missing");
        String secret = "a".repeat(40);
        Shell.Result with = Shell.run(config, Map.of("ROOMCAST_AUTH_SECRET", secret), "");
        assertThat(with.code()).as(with.output()).isZero();
        assertThat(with.output()).contains(secret, "standalone-data", "wildfly-data", "payara-data", "tomcat-data");
    }

    private static void needBash() {
        Shell.need(Shell.works("bash", "-c", ":"), HEALTH_CHECK + " needs bash to be tried");
    }
}
