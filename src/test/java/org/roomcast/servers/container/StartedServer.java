package org.roomcast.servers.container;

import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.context.ContainerContext;
import org.jboss.shrinkwrap.api.Archive;

/** A server that runs. Its adapter finds its own parts only while Arquillian's context of the server is active. */
record StartedServer(Container<?> container, ContainerContext context) {

    private interface Action<T> {
        T run(DeployableContainer<?> adapter) throws DeploymentException, LifecycleException;
    }

    ProtocolMetaData deploy(Archive<?> archive) {
        return inContext(adapter -> adapter.deploy(archive));
    }

    void undeploy(Archive<?> archive) {
        inContext(adapter -> {
            adapter.undeploy(archive);
            return archive;
        });
    }

    /** Puts a new copy of the application in the place of the one that runs, in the same process. */
    ProtocolMetaData replace(Archive<?> archive, ProtocolMetaData deployed) {
        return inContext(adapter -> {
            if (adapter instanceof PayaraMicroContainer micro) {
                micro.reload();
                return deployed;
            }
            adapter.undeploy(archive);
            return adapter.deploy(archive);
        });
    }

    /** Ends the server with the application on it. */
    void stop() {
        inContext(adapter -> {
            container.stop();
            return container;
        });
    }

    private <T> T inContext(Action<T> action) {
        context.activate(container.getName());
        try {
            return action.run(container.getDeployableContainer());
        } catch (DeploymentException | LifecycleException failed) {
            LogTail.print(Installation.underTest());
            throw new AssertionError(container.getName() + ": " + failed.getMessage(), failed);
        } finally {
            context.deactivate();
        }
    }
}
