package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.roomcast.testing.RestClient;

/** The bill of materials in each artifact, against the jars that are really in it. */
class SbomIT {

    @ParameterizedTest
    @CsvSource({
        "target/roomcast.war, META-INF/sbom/roomcast.cdx.json, type=war",
        "target/roomcast-tomcat.war, META-INF/sbom/roomcast.cdx.json, classifier=tomcat&type=war",
        "target/roomcast-classes.jar, META-INF/sbom/roomcast.cdx.json, classifier=classes&type=jar",
        "target/roomcast-standalone.zip, roomcast/roomcast.cdx.json, classifier=standalone&type=zip"
    })
    void eachArtifactListsExactlyTheJarsInIt(String archive, String bill, String kind) throws Exception {
        try (ZipFile zip = new ZipFile(archive)) {
            Map<String, String> jars = jars(zip);
            JsonObject sbom = RestClient.json(new String(bytes(zip, zip.getEntry(bill)), StandardCharsets.UTF_8));
            assertThat(sbom.getString("bomFormat")).isEqualTo("CycloneDX");
            assertThat(sbom.getString("serialNumber")).startsWith("urn:uuid:");
            assertThat(sbom.getJsonObject("metadata").getJsonObject("component").getString("purl"))
                    .startsWith("pkg:maven/org.roomcast/roomcast@")
                    .endsWith("?" + kind);
            Map<String, String> listed = new TreeMap<>();
            for (JsonObject component : sbom.getJsonArray("components").getValuesAs(JsonObject.class)) {
                assertThat(component.getString("purl")).startsWith("pkg:maven/");
                assertThat(component.getJsonArray("licenses"))
                        .as(component.getString("name"))
                        .isNotEmpty();
                listed.put(
                        component.getString("name") + "-" + component.getString("version") + ".jar", hash(component));
            }
            assertThat(listed).isEqualTo(jars);
            assertThat(jars.isEmpty()).isEqualTo(kind.contains("classes"));
            assertThat(sbom.getJsonArray("dependencies")).hasSize(jars.size() + 1);
        }
    }

    /** But for Roomcast's own: they are what the bill is of. */
    private static Map<String, String> jars(ZipFile zip) throws Exception {
        Map<String, String> jars = new TreeMap<>();
        for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
            String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
            if (name.endsWith(".jar") && !name.equals("roomcast.jar")) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(zip, entry));
                jars.put(name, HexFormat.of().formatHex(digest));
            }
        }
        return jars;
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static String hash(JsonObject component) {
        return component.getJsonArray("hashes").getValuesAs(JsonObject.class).stream()
                .filter(hash -> hash.getString("alg").equals("SHA-256"))
                .findFirst()
                .orElseThrow()
                .getString("content");
    }
}
