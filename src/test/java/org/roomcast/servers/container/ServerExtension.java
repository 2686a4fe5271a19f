package org.roomcast.servers.container;

import java.nio.file.Path;
import java.util.Map;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.context.ContainerContext;
import org.jboss.arquillian.container.spi.event.StartContainer;
import org.jboss.arquillian.container.spi.event.container.AfterStart;
import org.jboss.arquillian.container.spi.event.container.BeforeStop;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.roomcast.servers.ServerSettings;
import org.roomcast.testing.FreePorts;

/**
 * Ties the servers under test to Arquillian, which finds it through {@code META-INF/services} before it reads
 * {@code arquillian.xml}.
 */
public final class ServerExtension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        checkEnvironment(System.getenv());
        if ("embedded".equals(Application.server())) {
            builder.service(DeployableContainer.class, EmbeddedContainer.class);
        }
        if ("payara-micro".equals(Application.server())) {
            builder.service(DeployableContainer.class, PayaraMicroContainer.class);
        }
        builder.observer(Observer.class);
        forgetEarlierRuns(System.getenv("ROOMCAST_DATA_DIR"));
        Installation.underTest().prepare(new FreePorts());
    }

    /** Servers that have a folder of their own keep their data there, with what else they forget. */
    private static void forgetEarlierRuns(String dataFolder) {
        if (dataFolder != null) {
            Unpacked.delete(Path.of(dataFolder));
        }
    }

    private static void checkEnvironment(Map<String, String> environment) {
        ServerSettings.ENVIRONMENT.forEach((variable, value) -> {
            if (!value.equals(environment.get(variable))) {
                throw new IllegalStateException(variable + " is " + environment.get(variable) + " in the pom.xml and "
                        + value + " in the code");
            }
        });
    }

    /** Hands the started server to the tests. Made by Arquillian. */
    public static final class Observer {

        @Inject
        private Instance<ContainerContext> context;

        @Inject
        private Instance<Container<?>> container;

        /** The adapters say no more than that it did not start. */
        void starts(@Observes EventContext<StartContainer> event) {
            try {
                event.proceed();
            } catch (RuntimeException failed) {
                LogTail.print(Installation.underTest());
                throw failed;
            }
        }

        void started(@Observes AfterStart event) {
            Application.serverStarted(new StartedServer(container.get(), context.get()));
        }

        void stops(@Observes BeforeStop event) {
            Application.serverStops();
        }
    }
}
