import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A program of the build: from CycloneDX's bill of the whole class path it makes one for each artifact, of the jars that
 * are in that artifact. The Tomcat WAR has jars that are on no class path; they describe themselves. Arguments: the bill
 * of the class path, then three for each artifact: the file to write, the purl's qualifiers, and the jars as a path.
 */
final class Sbom {

    private static final Set<String> KEPT_HASHES = Set.of("SHA-256", "SHA-512");
    private static final String SHA_256 = "SHA-256";

    private final JsonObject classPath;
    private final Map<String, JsonObject> byHash = new TreeMap<>();

    private Sbom(JsonObject classPath) {
        this.classPath = classPath;
        for (JsonObject component : classPath.getJsonArray("components").getValuesAs(JsonObject.class)) {
            byHash.put(hash(component), component);
        }
    }

    public static void main(String[] args) throws IOException {
        String text = Files.readString(Path.of(args[0]));
        Sbom sbom = new Sbom(Json.createReader(new StringReader(text)).readObject());
        for (int i = 1; i < args.length; i += 3) {
            write(Path.of(args[i]), sbom.of(args[i + 1], jars(args[i + 2])));
        }
    }

    /** Folders of a class path are our own classes. One jar may come by two ways. */
    private static List<Path> jars(String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(name -> name.endsWith(".jar"))
                .map(Path::of)
                .collect(Collectors.toMap(Path::getFileName, jar -> jar, (one, same) -> one, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    private JsonObject of(String qualifiers, List<Path> jars) throws IOException {
        JsonObject roomcast = roomcast(qualifiers);
        List<JsonObject> components = new ArrayList<>();
        for (Path jar : jars) {
            JsonObject known = byHash.get(hash(Files.readAllBytes(jar)));
            components.add(known == null ? selfDescribed(jar) : trimmed(known));
        }
        JsonObjectBuilder metadata = Json.createObjectBuilder(classPath.getJsonObject("metadata"));
        metadata.add("component", roomcast).remove("properties");
        String serial = "urn:uuid:"
                + UUID.nameUUIDFromBytes((roomcast + components.toString()).getBytes(StandardCharsets.UTF_8));
        return Json.createObjectBuilder(classPath)
                .add("serialNumber", serial)
                .add("metadata", metadata)
                .add("components", Json.createArrayBuilder(components))
                .add("dependencies", dependencies(roomcast, components))
                .add(
                        "compositions",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("aggregate", "complete")
                                        .add(
                                                "assemblies",
                                                Json.createArrayBuilder().add(ref(roomcast)))))
                .build();
    }

    private JsonObject roomcast(String qualifiers) {
        JsonObject component = classPath.getJsonObject("metadata").getJsonObject("component");
        String purl = component.getString("purl").replaceAll("\\?.*", "?" + qualifiers);
        return Json.createObjectBuilder(component)
                .add("type", "application")
                .add("bom-ref", purl)
                .add("purl", purl)
                .build();
    }

    /** What the class path's bill says of those that are there; the artifact itself depends on all that nothing else brings. */
    private JsonArrayBuilder dependencies(JsonObject roomcast, List<JsonObject> components) {
        Set<String> there = components.stream().map(Sbom::ref).collect(Collectors.toSet());
        Map<String, List<String>> uses = new TreeMap<>();
        there.forEach(ref -> uses.put(ref, List.of()));
        for (JsonObject entry : classPath.getJsonArray("dependencies").getValuesAs(JsonObject.class)) {
            if (there.contains(entry.getString("ref")) && entry.containsKey("dependsOn")) {
                uses.put(
                        entry.getString("ref"),
                        strings(entry).filter(there::contains).toList());
            }
        }
        Set<String> brought = uses.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        uses.put(
                ref(roomcast),
                there.stream().filter(ref -> !brought.contains(ref)).sorted().toList());
        JsonArrayBuilder all = Json.createArrayBuilder();
        uses.forEach((ref, others) ->
                all.add(Json.createObjectBuilder().add("ref", ref).add("dependsOn", Json.createArrayBuilder(others))));
        return all;
    }

    private static java.util.stream.Stream<String> strings(JsonObject entry) {
        return entry.getJsonArray("dependsOn").getValuesAs(jakarta.json.JsonString.class).stream()
                .map(jakarta.json.JsonString::getString);
    }

    private static JsonObject trimmed(JsonObject component) {
        JsonArrayBuilder hashes = Json.createArrayBuilder();
        component.getJsonArray("hashes").getValuesAs(JsonObject.class).stream()
                .filter(hash -> KEPT_HASHES.contains(hash.getString("alg")))
                .forEach(hashes::add);
        return Json.createObjectBuilder(component).add("hashes", hashes).build();
    }

    /** From the coordinates inside the jar; the licence is that of the same project's jars on the class path. */
    private JsonObject selfDescribed(Path jar) throws IOException {
        Properties coordinates = coordinates(jar);
        String group = coordinates.getProperty("groupId");
        String name = coordinates.getProperty("artifactId");
        String version = coordinates.getProperty("version");
        String purl = "pkg:maven/" + group + "/" + name + "@" + version + "?type=jar";
        return Json.createObjectBuilder()
                .add("type", "library")
                .add("bom-ref", purl)
                .add("group", group)
                .add("name", name)
                .add("version", version)
                .add("scope", "required")
                .add(
                        "hashes",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("alg", SHA_256)
                                        .add("content", hash(Files.readAllBytes(jar)))))
                .add("licenses", licences(group, version))
                .add("purl", purl)
                .build();
    }

    private JsonValue licences(String group, String version) {
        String project = Arrays.stream(group.split("\\.")).limit(3).collect(Collectors.joining("."));
        return byHash.values().stream()
                .filter(other -> other.getString("group").startsWith(project)
                        && other.getString("version").equals(version))
                .map(other -> other.get("licenses"))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("No jar of " + group + " " + version + " tells its licence"));
    }

    private static Properties coordinates(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> found = zip.stream()
                    .filter(entry -> entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties"))
                    .toList();
            if (found.size() != 1) {
                throw new IllegalStateException(jar + " is on no class path and does not say what it is");
            }
            try (InputStream in = zip.getInputStream(found.get(0))) {
                Properties coordinates = new Properties();
                coordinates.load(in);
                return coordinates;
            }
        }
    }

    private static void write(Path file, JsonObject bill) throws IOException {
        Files.createDirectories(file.getParent());
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(Files.newBufferedWriter(file))) {
            writer.writeObject(bill);
        }
    }

    private static String ref(JsonObject component) {
        return component.getString("bom-ref");
    }

    private static String hash(JsonObject component) {
        return component.getJsonArray("hashes").getValuesAs(JsonObject.class).stream()
                .filter(hash -> hash.getString("alg").equals(SHA_256))
                .findFirst()
                .orElseThrow()
                .getString("content");
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(SHA_256).digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
