package org.roomcast.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roomcast.config.SettingSources;
import org.roomcast.docker.Dockerfile.Instruction;

/** What the Dockerfiles say. */
class DockerFilesTest {

    private static final Pattern PATH_IN_POM = Pattern.compile("(src/main|src/build|LICENSE)\\b");
    private static final Path HEALTH_CHECK = Path.of("docker/healthcheck");

    static Stream<Dockerfile> images() {
        return Stream.of("standalone", "wildfly", "payara", "tomcat")
                .map(name -> Dockerfile.read(name + ".Dockerfile"));
    }

    @Test
    void everyDockerfileIsLookedAt() throws IOException {
        try (Stream<Path> files = Files.list(Dockerfile.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("Dockerfile")))
                    .containsExactlyInAnyOrderElementsOf(
                            images().map(Dockerfile::name).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyBaseHasAnExactVersion(Dockerfile file) {
        assertThat(file.instructions())
                .filteredOn(instruction -> instruction.keyword().equals("FROM"))
                .hasSize(2)
                .allSatisfy(from -> assertThat(from.words().get(0)).matches("[a-z./-]+:\\d+\\.\\d+\\.\\d+\\S*"));
    }

    @Test
    void theServersAreTheOnesThatTheSuiteRunsOn() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(base("wildfly")).isEqualTo("quay.io/wildfly/wildfly:" + property(pom, "wildfly.version") + "-jdk17");
        assertThat(base("payara")).isEqualTo("payara/server-full:" + property(pom, "payara.version") + "-jdk17");
        assertThat(base("tomcat")).startsWith("tomcat:" + property(pom, "tomcat10.version") + "-jre17-");
        String release = property(pom, "maven.compiler.release");
        assertThat(base("standalone")).startsWith("eclipse-temurin:" + release + ".");
        assertThat(Dockerfile.read("standalone.Dockerfile").build().get(0).text())
                .contains("eclipse-temurin-" + release + "-");
    }

    @Test
    void allImagesShareTheBuild() {
        List<Instruction> common = Dockerfile.read("standalone.Dockerfile").build();
        assertThat(images())
                .allSatisfy(file -> assertThat(file.build()).startsWith(common.toArray(Instruction[]::new)));
    }

    @ParameterizedTest
    @MethodSource("images")
    void noImageRunsAsRoot(Dockerfile file) {
        List<String> users = file.all("USER").stream().map(Instruction::text).toList();
        assertThat(users.get(users.size() - 1)).matches("[1-9]\\d*:[1-9]\\d*");
        int last = file.image().lastIndexOf(new Instruction("USER", users.get(users.size() - 1)));
        assertThat(file.image().subList(last, file.image().size()))
                .extracting(Instruction::keyword)
                .doesNotContain("RUN", "COPY");
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyImageAsksItsServerWhetherItIsReady(Dockerfile file) {
        Instruction health = file.only("HEALTHCHECK");
        assertThat(health.text()).contains("--interval=", "--timeout=", "--start-period=", "--retries=");
        assertThat(health.rest()).startsWith("CMD [");
        String command = new Instruction("CMD", health.rest().substring("CMD ".length()))
                .command()
                .get(0);
        assertThat(file.all("COPY"))
                .anySatisfy(copy -> assertThat(copy.text()).isEqualTo("--chmod=0755 " + HEALTH_CHECK + " " + command));
    }

    @ParameterizedTest
    @MethodSource("images")
    void signalsReachTheServer(Dockerfile file) {
        assertThat(file.only("ENTRYPOINT").isExecForm()).isTrue();
        assertThat(file.all("CMD")).allMatch(Instruction::isExecForm);
    }

    @ParameterizedTest
    @MethodSource("images")
    void whatOutlivesTheContainerLiesInAVolume(Dockerfile file) {
        String folder = file.environment().get("ROOMCAST_DATA_DIR");
        assertThat(file.only("VOLUME").text()).isEqualTo(folder);
        String user = file.all("USER").get(file.all("USER").size() - 1).text();
        assertThat(file.all("RUN")).anySatisfy(run -> assertThat(run.text())
                .contains("install -d -o " + user.replace(":", " -g ") + " -m 0750 " + folder));
    }

    @ParameterizedTest
    @MethodSource("images")
    void everySettingExistsAndNoneIsASecret(Dockerfile file) {
        assertThatCode(() ->
                        new SettingSources().environment(file.environment()).read())
                .doesNotThrowAnyException();
        assertThat(file.instructions())
                .filteredOn(instruction -> Set.of("ENV", "ARG").contains(instruction.keyword()))
                .noneMatch(instruction -> instruction.text().matches("(?i).*(secret|password|token|api.?key).*"));
    }

    @Test
    void theStandaloneServerIsReachableFromOutsideTheContainer() {
        Map<String, String> environment =
                Dockerfile.read("standalone.Dockerfile").environment();
        assertThat(environment).containsEntry("ROOMCAST_HTTP_HOST", "0.0.0.0");
        assertThat(Dockerfile.read("wildfly.Dockerfile").only("CMD").command()).containsExactly("-b", "0.0.0.0");
        assertThat(images())
                .allSatisfy(file -> assertThat(file.only("EXPOSE").text()).isEqualTo("8080"));
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyCopiedFileIsThereAndGetsIntoTheContext(Dockerfile file) throws IOException {
        List<String> context = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(context.get(0)).isEqualTo("*");
        List<Path> allowed = context.stream()
                .skip(1)
                .map(line -> Path.of(line.substring("!".length())))
                .toList();
        assertThat(copiedFromContext(file)).isNotEmpty().allSatisfy(source -> {
            assertThat(source).exists();
            assertThat(allowed).anyMatch(source::startsWith);
        });
    }

    @ParameterizedTest
    @MethodSource("images")
    void theBuildHasAllThatItReads(Dockerfile file) throws IOException {
        Set<Path> needed = PATH_IN_POM
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(MatchResult::group)
                .map(Path::of)
                .collect(Collectors.toSet());
        assertThat(needed).hasSize(3);
        assertThat(copiedFromContext(file)).containsAll(needed).contains(Path.of("pom.xml"), Path.of(".mvn"));
    }

    private static List<Path> copiedFromContext(Dockerfile file) {
        return file.instructions().stream()
                .filter(instruction -> instruction.keyword().equals("COPY"))
                .filter(copy -> copy.flags().stream().noneMatch(flag -> flag.startsWith("--from=")))
                .flatMap(copy -> copy.words().subList(0, copy.words().size() - 1).stream())
                .map(Path::of)
                .toList();
    }

    private static String base(String image) {
        return Dockerfile.read(image + ".Dockerfile").only("FROM").text();
    }

    private static String property(String pom, String name) {
        return Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)</")
                .matcher(pom)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
