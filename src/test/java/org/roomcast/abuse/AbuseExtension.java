package org.roomcast.abuse;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one server and its bystander for the whole suite, hands them to the tests, and asks the bystander after each. */
final class AbuseExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(AbuseExtension.class);

    /** A server under attack, and who must not notice. */
    private record Scene(AbusedServer server, Bystander bystander) implements AutoCloseable {
        @Override
        public void close() {
            bystander.close();
            server.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == AbusedServer.class || type == Bystander.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Bystander.class
                ? scene(context).bystander()
                : scene(context).server();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        scene(context).bystander().assertNoticedNothing();
    }

    private static Scene scene(ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        return store.computeIfAbsent(Scene.class, type -> start(), Scene.class);
    }

    private static Scene start() {
        try {
            AbusedServer server = new AbusedServer();
            return new Scene(server, new Bystander(server));
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
