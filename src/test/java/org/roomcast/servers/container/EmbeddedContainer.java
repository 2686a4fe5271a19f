package org.roomcast.servers.container;

import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.roomcast.boot.RoomcastServer;

/** The embedded server as an Arquillian container: deploying starts it, whatever the archive is. */
public final class EmbeddedContainer implements DeployableContainer<EmbeddedContainer.Configuration> {

    /** There is nothing to configure. */
    public static final class Configuration implements ContainerConfiguration {
        @Override
        public void validate() {
            // nothing to be wrong
        }
    }

    private RoomcastServer server;

    @Override
    public Class<Configuration> getConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        server = RoomcastServer.builder()
                .host("127.0.0.1")
                .port(0)
                .settingsFromSurroundings(null)
                .pages(Path.of("target/roomcast/webapp"))
                .build();
        server.start();
        HTTPContext address = new HTTPContext("127.0.0.1", server.port());
        address.add(new Servlet("default", "/"));
        return new ProtocolMetaData().addContext(address);
    }

    @Override
    public void undeploy(Archive<?> archive) {
        stop();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }
}
