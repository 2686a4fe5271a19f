package org.roomcast.boot.wiring;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Knows the name of the application among others on the same server. Safe in every thread. */
@ApplicationScoped
public class Deployment {

    private static final String ROOT = "ROOT";
    /** Before every observer that may need the name. */
    private static final int FIRST = 1;

    private final ContainerResources container;
    private volatile @Nullable String name;

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected Deployment() {
        this.container = null;
    }

    @Inject
    Deployment(ContainerResources container) {
        this.container = container;
    }

    /** In a web application CDI tells this with the servlet context. */
    void begins(@Observes @Initialized(ApplicationScoped.class) @Priority(FIRST) Object application) {
        if (application instanceof ServletContext web) {
            name = nameOf(web.getContextPath());
        }
    }

    /**
     * A name fit for a folder: from the context path, {@code a#b} for {@code /a/b}. An application that asks before its
     * web part starts gets the module's name, which is the same unless somebody chose another context path.
     *
     * @return null in the embedded server
     */
    @Nullable String name() {
        String known = name;
        return known == null ? container.moduleName().map(Deployment::nameOf).orElse(null) : known;
    }

    static String nameOf(String path) {
        String name = Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                .collect(Collectors.joining("#"));
        return name.isEmpty() || name.equals(".") || name.equals("..") ? ROOT : name;
    }
}
