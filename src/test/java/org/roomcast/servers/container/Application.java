package org.roomcast.servers.container;

import java.io.File;
import java.net.URI;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The application on the server under test. It is deployed once for all classes: a deployment per class would be most of
 * the suite's time. For the one thread that runs the tests.
 */
public final class Application {

    private static final String CONTEXT = "roomcast";

    private static StartedServer started;
    private static Archive<?> archive;
    private static URI base;

    private Application() {}

    /** The name of the server under test. */
    public static String server() {
        return System.getProperty("server.name");
    }

    public static URI base() {
        if (base == null) {
            throw new IllegalStateException("The application is not deployed");
        }
        return base;
    }

    public static void ensureDeployed() {
        if (base == null) {
            deploy();
        }
    }

    /** Deploys the WAR of the build; on the embedded server, starts that. */
    public static void deploy() {
        archive = archive();
        try {
            base = address(started().deploy(archive));
        } catch (DeploymentException failed) {
            LogTail.print(Installation.underTest());
            throw new AssertionError("The application cannot be deployed on " + server(), failed);
        }
    }

    public static void undeploy() {
        base = null;
        try {
            started.undeploy(archive);
        } catch (DeploymentException failed) {
            throw new AssertionError("The application cannot be undeployed on " + server(), failed);
        }
    }

    static StartedServer started() {
        if (started == null) {
            throw new IllegalStateException("No server has been started");
        }
        return started;
    }

    static void serverStarted(StartedServer server) {
        started = server;
    }

    static void serverStops() {
        if (base != null) {
            undeploy();
        }
    }

    /** Made anew for each deployment, since some containers read its bytes once. */
    private static Archive<?> archive() {
        String war = System.getProperty("server.war");
        return war == null
                ? ShrinkWrap.create(WebArchive.class, CONTEXT + ".war")
                : ShrinkWrap.create(ZipImporter.class, CONTEXT + ".war")
                        .importFrom(new File(war))
                        .as(WebArchive.class);
    }

    /** Not asked for its path: containers know it only from servlets, and there is none of ours that they would name. */
    private static URI address(ProtocolMetaData deployed) {
        HTTPContext http = deployed.getContexts(HTTPContext.class).iterator().next();
        String path = System.getProperty("server.war") == null ? "/" : "/" + CONTEXT + "/";
        return URI.create("http://127.0.0.1:" + http.getPort() + path);
    }
}
