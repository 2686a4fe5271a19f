package org.roomcast.servers.container;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.context.ContainerContext;
import org.jboss.shrinkwrap.api.Archive;

/** A server that runs. Its adapter finds its own parts only while Arquillian's context of the server is active. */
record StartedServer(DeployableContainer<?> container, ContainerContext context) {

    ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        context.activate(System.getProperty("arquillian.launch"));
        try {
            return container.deploy(archive);
        } finally {
            context.deactivate();
        }
    }

    void undeploy(Archive<?> archive) throws DeploymentException {
        context.activate(System.getProperty("arquillian.launch"));
        try {
            container.undeploy(archive);
        } finally {
            context.deactivate();
        }
    }
}
