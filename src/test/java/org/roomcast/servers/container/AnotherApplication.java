package org.roomcast.servers.container;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An application on the server under test that is not Roomcast's own. Closing it undeploys it. */
public final class AnotherApplication implements AutoCloseable {

    private final Archive<?> archive;
    private final URI base;

    private AnotherApplication(Archive<?> archive, URI base) {
        this.archive = archive;
        this.base = base;
    }

    /** Deploys a WAR under its own name. */
    public static AnotherApplication deploy(Path war) {
        return deploy(imported(war.toFile(), war.getFileName().toString()));
    }

    /**
     * Deploys Roomcast's own WAR for the server under test once more, with something changed.
     *
     * @param name its context path, without the slash
     */
    public static AnotherApplication deploy(String name, UnaryOperator<WebArchive> change) {
        return deploy(change.apply(imported(new File(System.getProperty("server.war")), name + ".war")));
    }

    private static WebArchive imported(File war, String name) {
        return ShrinkWrap.create(ZipImporter.class, name).importFrom(war).as(WebArchive.class);
    }

    private static AnotherApplication deploy(Archive<?> archive) {
        HTTPContext http = Application.started()
                .deploy(archive)
                .getContexts(HTTPContext.class)
                .iterator()
                .next();
        String path = "/" + archive.getName().replaceFirst("\\.war$", "") + "/";
        return new AnotherApplication(archive, URI.create("http://127.0.0.1:" + http.getPort() + path));
    }

    /** Its address, with a slash at the end. */
    public URI base() {
        return base;
    }

    @Override
    public void close() {
        Application.started().undeploy(archive);
    }
}
