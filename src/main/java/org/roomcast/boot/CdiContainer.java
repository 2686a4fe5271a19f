package org.roomcast.boot;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.UUID;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.roomcast.boot.wiring.EmbeddedOptions;
import org.roomcast.config.SettingException;
import org.roomcast.model.SafeLog;

/** The CDI container of one or several embedded servers: it lives while one of them uses it. Safe in every thread. */
final class CdiContainer {

    private static final Logger LOG = SafeLog.of(CdiContainer.class);

    private final EmbeddedOptions options;
    private final Set<Class<?>> beans;
    private WeldContainer weld;
    private int users;

    @SuppressWarnings("NullAway.Init")
    CdiContainer(EmbeddedOptions options, Set<Class<?>> beans) {
        this.options = options;
        this.beans = beans;
    }

    /** Starts the container with its first user. @throws SettingException when a setting is not what it must be */
    synchronized WeldContainer acquire() {
        if (users == 0) {
            weld = boot();
        }
        users++;
        return weld;
    }

    /** Stops the container with its last user. */
    synchronized void release() {
        users--;
        if (users == 0) {
            weld.shutdown();
        }
    }

    private WeldContainer boot() {
        Weld builder = new Weld("roomcast-" + UUID.randomUUID())
                // its own hook would race with whoever stops the server
                .property("org.jboss.weld.se.shutdownHook", false)
                .addExtension(new Options());
        beans.forEach(builder::addBeanClass);
        try {
            return builder.initialize();
        } catch (RuntimeException failed) {
            throw settingIn(failed);
        }
    }

    /** Weld wraps what a bean's constructor throws. */
    private static RuntimeException settingIn(RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SettingException setting) {
                LOG.log(Level.DEBUG, "A setting stopped the start", failed);
                return setting;
            }
        }
        return failed;
    }

    private final class Options implements Extension {
        @SuppressWarnings("UnusedMethod")
        void add(@Observes AfterBeanDiscovery discovery) {
            discovery
                    .<EmbeddedOptions>addBean()
                    .types(EmbeddedOptions.class, Object.class)
                    .scope(Dependent.class)
                    .produceWith(instance -> options);
        }
    }
}
