package org.roomcast.boot.wiring;

import jakarta.enterprise.context.Dependent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.roomcast.model.SafeLog;

/**
 * Looks up what a Jakarta EE server holds ready under JNDI names. Where there is no JNDI, or nothing under a name,
 * everything is absent. Names below {@code java:} are the application's own: look them up on a thread of the server or
 * on one that {@link #threadFactory} made. Immutable.
 */
@Dependent
class ContainerResources {

    /** Makes threads that carry the application's names, class loader and security. */
    private static final String THREAD_FACTORY = "java:comp/DefaultManagedThreadFactory";
    /** Shared by all applications of a server, and slow on some: for work that may wait (docs/adr/0007). */
    private static final String EXECUTOR = "java:comp/DefaultManagedExecutorService";

    private static final String MODULE = "java:module/ModuleName";
    /** Where a {@code web.xml} and Tomcat's {@code context.xml} put an application's resources. */
    private static final String OWN_RESOURCES = "java:comp/env/";

    private static final String JNDI_SCHEME = "java:";
    private static final Logger LOG = SafeLog.of(ContainerResources.class);

    private final Map<String, String> environment;

    ContainerResources() {
        this(Map.of());
    }

    /** @param environment of the naming context; empty for the server's */
    ContainerResources(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    Optional<ThreadFactory> threadFactory() {
        return lookUp(THREAD_FACTORY, ThreadFactory.class);
    }

    Optional<Executor> executor() {
        return lookUp(EXECUTOR, Executor.class);
    }

    /** The name under which the server knows the module. */
    Optional<String> moduleName() {
        return lookUp(MODULE, String.class);
    }

    /**
     * A data source that the server manages.
     *
     * @param name {@code java:comp/DefaultDataSource}, another full name, or one below {@code java:comp/env/}
     * @throws IllegalArgumentException when the name leads out of the server
     */
    Optional<DataSource> dataSource(String name) {
        if (name.startsWith(JNDI_SCHEME)) {
            return lookUp(name, DataSource.class);
        }
        if (name.contains(":")) {
            throw new IllegalArgumentException("must begin with java: or be a name below " + OWN_RESOURCES);
        }
        return lookUp(OWN_RESOURCES + name, DataSource.class).or(() -> lookUp(name, DataSource.class));
    }

    /** The names are constants, or an operator's and below {@code java:}: nothing is fetched from elsewhere. */
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private <T> Optional<T> lookUp(String name, Class<T> type) {
        try {
            Object found = new InitialContext(new Hashtable<>(environment)).lookup(name);
            if (type.isInstance(found)) {
                return Optional.of(type.cast(found));
            }
            LOG.log(Level.DEBUG, "{0} is not a {1}", name, type.getName());
        } catch (NamingException absent) {
            LOG.log(
                    Level.DEBUG,
                    "{0} is not there: {1}",
                    name,
                    absent.getClass().getSimpleName());
        } catch (RuntimeException broken) {
            // a server whose factory of this one resource fails still runs the application
            LOG.log(Level.WARNING, "The server cannot make " + name, broken);
        }
        return Optional.empty();
    }
}
