package org.roomcast.servers.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.roomcast.testing.FreePorts;

/** The Payara server as it is unpacked; its ports stand in the domain's file alone. */
record PayaraInstallation(Path home) implements Installation {

    private static final String ADMIN_PORT = "4848";
    /** HTTP, HTTPS, IIOP, JMX; the attributes that are numbers belong to the domain's own server. */
    private static final Pattern PORT = Pattern.compile("\\bport=\"(8080|8181|3700|3820|3920|8686)\"");

    private static final Pattern OTHER_PORT =
            Pattern.compile("(\"JMS_PROVIDER_PORT\" value=\"|osgi\\.shell\\.telnet\\.port=|das-port=\"|address=)\\d+");

    @Override
    public void prepare(FreePorts ports) {
        Path domainFolder = home.resolve("glassfish/domains/domain1");
        Unpacked.delete(
                domainFolder.resolve("applications"),
                domainFolder.resolve("generated"),
                domainFolder.resolve("logs"),
                domainFolder.resolve("roomcast"));
        Path file = domainFolder.resolve("config/domain.xml");
        String admin = String.valueOf(ports.next());
        try {
            String domain = Files.readString(Unpacked.original(file))
                    .replace("port=\"" + ADMIN_PORT + "\"", "port=\"" + admin + "\"")
                    .replace("<network-listener port=", "<network-listener address=\"127.0.0.1\" port=")
                    .replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"");
            domain = PORT.matcher(domain).replaceAll(found -> "port=\"" + ports.next() + "\"");
            domain = OTHER_PORT.matcher(domain).replaceAll(found -> found.group(1) + ports.next());
            Files.writeString(file, domain);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        System.setProperty("server.port.admin", admin);
    }

    @Override
    public List<Path> logs() {
        return List.of(home.resolve("glassfish/domains/domain1/logs/server.log"));
    }
}
