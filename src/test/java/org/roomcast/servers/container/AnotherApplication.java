package org.roomcast.servers.container;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
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
        File file = war.toFile();
        Archive<?> archive = ShrinkWrap.create(ZipImporter.class, file.getName())
                .importFrom(file)
                .as(WebArchive.class);
        HTTPContext http = Application.started()
                .deploy(archive)
                .getContexts(HTTPContext.class)
                .iterator()
                .next();
        String path = "/" + file.getName().replaceFirst("\\.war$", "") + "/";
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
