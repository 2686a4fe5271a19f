package org.roomcast.boot.wiring;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** A naming context as an application server has it, filled by a test: each test has one of its own. */
public final class FakeNaming implements InitialContextFactory {

    private static final String ID = "org.roomcast.test.naming";
    private static final Map<String, Map<String, Object>> CONTEXTS = new ConcurrentHashMap<>();

    private final String id = java.util.UUID.randomUUID().toString();

    /** Public, since the JDK makes the factory by reflection. */
    public FakeNaming() {}

    static FakeNaming with(Map<String, Object> bindings) {
        FakeNaming naming = new FakeNaming();
        CONTEXTS.put(naming.id, bindings);
        return naming;
    }

    ContainerResources resources() {
        return new ContainerResources(Map.of(Context.INITIAL_CONTEXT_FACTORY, FakeNaming.class.getName(), ID, this.id));
    }

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        Map<String, Object> bindings = CONTEXTS.get((String) environment.get(ID));
        return new InitialContext(true) {
            @Override
            public Object lookup(String name) throws NamingException {
                Object found = bindings.get(name);
                if (found instanceof RuntimeException broken) {
                    throw broken;
                }
                if (found == null) {
                    throw new NameNotFoundException(name);
                }
                return found;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
