package org.roomcast.servers.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ExplodedExporter;

/**
 * Payara Micro as an Arquillian container. Its process begins and ends with its application. The adapter of Payara is
 * not used, since it keeps no log and cannot replace an application in a running process.
 */
public final class PayaraMicroContainer implements DeployableContainer<PayaraMicroContainer.Configuration> {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Where it is and on which port it listens; filled from {@code arquillian.xml}. */
    public static final class Configuration implements ContainerConfiguration {

        private Path home;
        private int port;

        public void setHome(String folder) {
            home = Path.of(folder);
        }

        public void setPort(int number) {
            port = number;
        }

        @Override
        public void validate() {
            if (home == null || port == 0) {
                throw new IllegalStateException("Payara Micro needs a home and a port");
            }
        }
    }

    private Configuration configuration;
    private WatchedProcess process;
    private Path application;

    @Override
    public Class<Configuration> getConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public void setup(Configuration given) {
        configuration = given;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        Path home = configuration.home;
        application = archive.as(ExplodedExporter.class)
                .exportExploded(home.toFile(), "application")
                .toPath();
        process = new WatchedProcess(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        home.resolve("payara-micro.jar").toString(),
                        "--nocluster",
                        "--port",
                        String.valueOf(configuration.port),
                        "--unpackdir",
                        home.resolve("unpacked").toString(),
                        "--contextroot",
                        archive.getName().replace(".war", ""),
                        "--deploy",
                        application.toString()),
                home,
                home.resolve("server.log"));
        await(process.says("Payara Micro URLs"));
        return new ProtocolMetaData().addContext(new HTTPContext("127.0.0.1", configuration.port));
    }

    /** Replaces the application while the process runs on: Payara looks at this file every two seconds. */
    void reload() throws DeploymentException {
        CompletableFuture<Void> deployed = process.says("was successfully deployed");
        Path file = application.resolve(".reload");
        try {
            Files.write(file, new byte[0]);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException failed) {
            throw new DeploymentException("Payara Micro cannot be told to reload", failed);
        }
        await(deployed);
    }

    @Override
    public void undeploy(Archive<?> archive) {
        stop();
    }

    @Override
    public void stop() {
        if (process != null) {
            process.stop();
            process = null;
        }
    }

    private void await(CompletableFuture<Void> words) throws DeploymentException {
        try {
            process.await(words, PATIENCE);
        } catch (IOException failed) {
            stop();
            throw new DeploymentException("Payara Micro", failed);
        }
    }
}
