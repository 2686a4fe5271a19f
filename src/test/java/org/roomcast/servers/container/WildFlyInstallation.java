package org.roomcast.servers.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.roomcast.testing.FreePorts;

/** WildFly as it is unpacked; all its ports are moved by one offset. */
record WildFlyInstallation(Path home) implements Installation {

    private static final int MANAGEMENT = 9990;
    /** The others of {@code standalone.xml}: AJP, HTTP, HTTPS, management by HTTPS, two of the transaction manager. */
    private static final int[] PORTS = {MANAGEMENT, 8009, 8080, 8443, 9993, 4712, 4713};

    private static final String DEFAULT_WORKER = "<worker name=\"default\"/>";
    /**
     * Its threads end soon after their work. They begin with the context class loader of the application that first has
     * work for them, so core threads, which stay, would hold an old application as long as the server runs.
     */
    private static final String WORKER_WITHOUT_CORE =
            "<worker name=\"default\" task-core-threads=\"0\" task-keepalive=\"2000\"/>";

    @Override
    public void prepare(FreePorts ports) {
        Path standalone = home.resolve("standalone");
        Unpacked.delete(standalone.resolve("data"), standalone.resolve("tmp"), standalone.resolve("log"));
        Path configuration = standalone.resolve("configuration/standalone.xml");
        try {
            Files.writeString(
                    configuration,
                    Files.readString(Unpacked.original(configuration)).replace(DEFAULT_WORKER, WORKER_WITHOUT_CORE));
            addUser(standalone, "ada", "user,admin");
            addUser(standalone, "bob", "user");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        int offset = ports.offset(PORTS);
        System.setProperty("server.port.offset", String.valueOf(offset));
        System.setProperty("server.port.admin", String.valueOf(MANAGEMENT + offset));
    }

    /** As {@code add-user.sh -a} does it: the hash of HTTP Digest, RFC 7616, and groups that are roles. */
    private static void addUser(Path standalone, String name, String groups) throws IOException {
        String secret = name + ":ApplicationRealm:the-password-of-" + name;
        add(standalone, "application-users.properties", name + "=" + md5(secret));
        add(standalone, "application-roles.properties", name + "=" + groups);
    }

    private static void add(Path standalone, String file, String line) throws IOException {
        Path path = standalone.resolve("configuration").resolve(file);
        String before = Files.readString(path);
        if (!before.contains(line)) {
            Files.writeString(path, before + System.lineSeparator() + line + System.lineSeparator());
        }
    }

    private static String md5(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public List<Path> logs() {
        return List.of(home.resolve("standalone/log/server.log"));
    }
}
