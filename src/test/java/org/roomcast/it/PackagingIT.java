package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the build makes, looked at from outside. */
class PackagingIT {

    private static final List<String> SERVERS_OWN = List.of(
            "weld-",
            "jersey-",
            "yasson-",
            "parsson-",
            "tyrus-",
            "grizzly-",
            "hk2-",
            "jakarta.",
            "picocli-",
            "microprofile-",
            "jspecify-");

    @Test
    void theThinWarHasNothingThatAnEeServerBrings() throws IOException {
        List<String> entries = entries("target/roomcast.war");
        assertThat(libraries(entries)).isNotEmpty().noneMatch(name -> SERVERS_OWN.stream()
                .anyMatch(name::startsWith));
        assertWebApplication(entries);
    }

    @Test
    void theTomcatWarHasCdiRestAndJsonButNoServer() throws IOException {
        List<String> entries = entries("target/roomcast-tomcat.war");
        assertThat(libraries(entries))
                .anyMatch(name -> name.startsWith("weld-servlet-core-"))
                .anyMatch(name -> name.startsWith("jersey-container-servlet-"))
                .anyMatch(name -> name.startsWith("yasson-"))
                .noneMatch(name -> name.startsWith("tyrus-")
                        || name.startsWith("grizzly-")
                        || name.startsWith("weld-se-")
                        || name.startsWith("jakarta.websocket")
                        || name.startsWith("jakarta.servlet")
                        || name.startsWith("microprofile-")
                        || name.startsWith("picocli-"));
        assertWebApplication(entries);
    }

    @Test
    void theClassesJarServesSomebodyElsesWar() throws IOException {
        assertThat(entries("target/roomcast-classes.jar"))
                .contains("META-INF/beans.xml", "org/roomcast/registry/SessionRegistry.class")
                .contains("META-INF/resources/js/client/roomcast.js", "META-INF/resources/js/client/address.js")
                .noneMatch(name -> name.matches("org/roomcast/boot/[^/]+\\.class"))
                .noneMatch(name -> name.endsWith(".html") || name.startsWith("WEB-INF"))
                .as("a page of somebody else's gets no headers of ours")
                .doesNotContain("org/roomcast/rest/PageHeadersFilter.class");
    }

    @Test
    void theClientJarHasTheClientAndTheNounsAndNothingOfTheServer() throws IOException {
        assertThat(entries("target/roomcast-client.jar"))
                .contains("org/roomcast/client/RoomcastClient.class", "org/roomcast/model/Position.class")
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(name -> name.matches("org/roomcast/(client|model)/[^/]+"));
        assertThat(entries("target/roomcast-classes.jar")).contains("org/roomcast/client/RoomcastClient.class");
    }

    @Test
    void theDistributionIsAFolderAndTheSameZipped() throws IOException {
        assertThat(Path.of("target/roomcast/roomcast.jar")).exists();
        assertThat(Files.isExecutable(Path.of("target/roomcast/bin/roomcast"))).isTrue();
        assertThat(entries("target/roomcast-standalone.zip"))
                .contains("roomcast/roomcast.jar", "roomcast/bin/roomcast", "roomcast/webapp/index.html")
                .anyMatch(name -> name.startsWith("roomcast/lib/tyrus-server-"))
                .noneMatch(name -> name.startsWith("roomcast/lib/microprofile-"));
    }

    /** What a page loads of the client, which every artifact has, the same in each. */
    @ParameterizedTest
    @CsvSource({
        "target/roomcast.war, js/client/",
        "target/roomcast-tomcat.war, js/client/",
        "target/roomcast-classes.jar, META-INF/resources/js/client/",
        "target/roomcast-standalone.zip, roomcast/webapp/js/client/"
    })
    void everyArtifactServesTheClientInOneFileBelowTenKilobytes(String archive, String folder) throws IOException {
        try (ZipFile zip = new ZipFile(archive)) {
            for (String file : List.of("roomcast.min.js", "fallback.min.js")) {
                byte[] content = content(zip, folder + file);
                assertThat(content).isEqualTo(Files.readAllBytes(Path.of("target/webapp/js/client", file)));
                assertThat(gzipped(content))
                        .as("bytes of " + file + " with gzip -9")
                        .isLessThan(10_000);
                assertThat(new String(content, StandardCharsets.UTF_8))
                        .startsWith("/*! Roomcast ")
                        .endsWith("\n//# sourceMappingURL=" + file + ".map\n");
                assertThat(new String(content(zip, folder + file + ".map"), StandardCharsets.UTF_8))
                        .startsWith("{\"version\":3");
            }
            assertThat(new String(content(zip, folder + "package.json"), StandardCharsets.UTF_8))
                    .contains("\"./roomcast.min.js\"");
            assertThat(zip.stream().map(ZipEntry::getName))
                    .as("what makes it is not shipped")
                    .noneMatch(name -> name.contains("rhino") || name.contains("uglify"));
        }
    }

    private static byte[] content(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        assertThat(entry).as(name + " in " + zip.getName()).isNotNull();
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** Head and end of a gzip file are 18 bytes. */
    private static int gzipped(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        int size = deflater.deflate(new byte[content.length + 100]);
        assertThat(deflater.finished()).isTrue();
        deflater.end();
        return size + 18;
    }

    private static void assertWebApplication(List<String> entries) {
        assertThat(entries)
                .contains("index.html", "chat.html", "js/client/roomcast.js")
                .contains("WEB-INF/classes/META-INF/beans.xml")
                .contains("WEB-INF/web.xml", "WEB-INF/glassfish-web.xml", "WEB-INF/jboss-deployment-structure.xml")
                .contains("WEB-INF/classes/org/roomcast/boot/wiring/CoreProducer.class")
                .noneMatch(name -> name.matches("WEB-INF/classes/org/roomcast/(boot|client)/[^/]+\\.class"));
    }

    private static List<String> libraries(List<String> entries) {
        return entries.stream()
                .filter(name -> name.startsWith("WEB-INF/lib/") && name.endsWith(".jar"))
                .map(name -> name.substring("WEB-INF/lib/".length()))
                .toList();
    }

    private static List<String> entries(String archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive)) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }
}
