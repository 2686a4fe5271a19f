package org.roomcast.boot;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.glassfish.hk2.api.Injectee;
import org.glassfish.hk2.api.JustInTimeInjectionResolver;
import org.glassfish.hk2.api.ServiceLocator;
import org.glassfish.hk2.utilities.ServiceLocatorUtilities;
import org.glassfish.jersey.InjectionManagerProvider;

/**
 * Lets Jersey's resources and providers have beans of one CDI container. Jersey's own bridge asks {@code CDI.current()},
 * which cannot tell several containers of one JVM apart.
 */
final class CdiInjection implements Feature {

    private final Instance<Object> beans;

    CdiInjection(Instance<Object> beans) {
        this.beans = beans;
    }

    @Override
    public boolean configure(FeatureContext context) {
        ServiceLocator locator =
                InjectionManagerProvider.getInjectionManager(context).getInstance(ServiceLocator.class);
        JustInTimeInjectionResolver resolver = injectee -> resolve(injectee, locator);
        ServiceLocatorUtilities.addOneConstant(locator, resolver, null, JustInTimeInjectionResolver.class);
        return true;
    }

    private boolean resolve(Injectee injectee, ServiceLocator locator) {
        Type type = injectee.getRequiredType();
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        if (!(raw instanceof Class<?> wanted)) {
            return false;
        }
        Annotation[] qualifiers = injectee.getRequiredQualifiers().toArray(Annotation[]::new);
        Instance<?> found = beans.select(wanted, qualifiers);
        if (!found.isResolvable()) {
            return false;
        }
        ServiceLocatorUtilities.addOneConstant(locator, found.get(), null, type);
        return true;
    }
}
