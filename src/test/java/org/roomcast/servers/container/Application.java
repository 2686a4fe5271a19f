package org.roomcast.servers.container;

import java.io.File;
import java.net.URI;
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

    private static StartedServer server;
    private static Archive<?> archive;
    private static ProtocolMetaData deployed;

    private Application() {}

    /** The name of the server under test. */
    public static String server() {
        return System.getProperty("server.name");
    }

    /** Its address: not asked for its path, since containers know that only from servlets, and may name none. */
    public static URI base() {
        HTTPContext http = deployed.getContexts(HTTPContext.class).iterator().next();
        String path = System.getProperty("server.war") == null ? "/" : "/" + CONTEXT + "/";
        return URI.create("http://127.0.0.1:" + http.getPort() + path);
    }

    /** Deploys the WAR of the build unless that has been done; on the embedded server, starts that. */
    public static void ensureDeployed() {
        if (deployed == null) {
            archive = archive();
            deployed = server.deploy(archive);
        }
    }

    /** Whether the application runs. */
    public static boolean isDeployed() {
        return deployed != null;
    }

    /** Puts a new copy of the application in the place of the one that runs, while the server runs on. */
    public static void replace() {
        deployed = server.replace(archive, deployed);
    }

    /** Ends the server while the application runs on it. There is no way back. */
    public static void stopServer() {
        deployed = null;
        server.stop();
    }

    static StartedServer started() {
        if (server == null) {
            throw new IllegalStateException("No server has been started");
        }
        return server;
    }

    static void serverStarted(StartedServer started) {
        server = started;
    }

    /** What a server keeps of its own would be there again when it is started the next time. */
    static void serverStops() {
        if (deployed != null) {
            deployed = null;
            server.undeploy(archive);
        }
    }

    private static Archive<?> archive() {
        String war = System.getProperty("server.war");
        return war == null
                ? ShrinkWrap.create(WebArchive.class, CONTEXT + ".war")
                : ShrinkWrap.create(ZipImporter.class, CONTEXT + ".war")
                        .importFrom(new File(war))
                        .as(WebArchive.class);
    }
}
