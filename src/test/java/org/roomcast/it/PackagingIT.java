package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

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
