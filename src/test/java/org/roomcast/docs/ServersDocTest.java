package org.roomcast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.roomcast.servers.ServerSuite;
import org.roomcast.servers.matrix.Behaviour;

/** {@code docs/SERVERS.md} carries the rows of the suite: a behaviour that is added, renamed or dropped shows here. */
class ServersDocTest {

    private static final Pattern SECTION = Pattern.compile("\\| \\*\\*(.+)\\*\\* \\|[ |]*");

    @Test
    void theMatrixHasTheRowsOfTheSuite() throws IOException, URISyntaxException {
        assertThat(documented())
                .as("run mvn verify and copy target/server-matrix.md into docs/SERVERS.md")
                .isEqualTo(tested());
    }

    @Test
    void nothingInTheMatrixHasFailed() throws IOException {
        assertThat(matrix()).noneMatch(line -> line.contains("✗"));
    }

    /** A footnote says that these are not run everywhere; whatever else is left out has another reason. */
    @Test
    void onlyWhatNeedsACertainServerIsLeftOut() throws IOException {
        String section = "";
        for (String line : matrix()) {
            var heading = SECTION.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else if (line.contains("| – ")) {
                assertThat(section)
                        .as(line)
                        .isIn(
                                "Inside another application",
                                "Login by the server",
                                "RFC 6455 by Autobahn's fuzzing client");
            }
        }
    }

    private static Set<Behaviour> documented() throws IOException {
        Set<Behaviour> rows = new TreeSet<>();
        String section = "";
        for (String line : matrix()) {
            var heading = SECTION.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else if (line.startsWith("| ") && !section.isEmpty()) {
                rows.add(new Behaviour(section, line.substring(2, line.indexOf(" | "))));
            }
        }
        return rows;
    }

    private static List<String> matrix() throws IOException {
        return Files.readAllLines(Path.of("docs/SERVERS.md")).stream()
                .dropWhile(line -> !line.equals("<!-- matrix -->"))
                .takeWhile(line -> !line.equals("<!-- end of matrix -->"))
                .toList();
    }

    private static Set<Behaviour> tested() throws IOException, URISyntaxException {
        Path classes = Path.of(ServerSuite.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("org/roomcast/servers");
        try (Stream<Path> files = Files.list(classes)) {
            Set<Behaviour> rows = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("ServersIT.class"))
                    .flatMap(name -> Arrays.stream(suite(name).getDeclaredMethods()))
                    .filter(ServersDocTest::isTest)
                    .map(Behaviour::of)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(rows).hasSizeGreaterThan(100);
            return rows;
        }
    }

    private static Class<?> suite(String file) {
        try {
            return Class.forName("org.roomcast.servers." + file.replaceFirst("\\.class$", ""));
        } catch (ClassNotFoundException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** {@code @Test}, {@code @ParameterizedTest} and the like. */
    private static boolean isTest(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().endsWith("Test"));
    }
}
