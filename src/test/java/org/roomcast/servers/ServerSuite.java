package org.roomcast.servers;

import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.roomcast.servers.container.Application;

/**
 * The base of tests that run on every server. The application is deployed once and serves all classes, so rooms and
 * users need names of their own.
 */
@ServerTest
public abstract class ServerSuite {

    @BeforeAll
    static void theApplicationIsDeployed() {
        Application.ensureDeployed();
    }

    /** The address of the application, with a slash at the end. */
    protected static URI base() {
        return Application.base();
    }

    /** An address of the application, such as {@code api/rooms}. */
    protected static URI http(String path) {
        return base().resolve(withoutSlash(path));
    }

    /** The address of an endpoint, such as {@code ws/chat}. */
    protected static URI webSocket(String path) {
        return URI.create(http(path).toString().replaceFirst("^http", "ws"));
    }

    /** The server: embedded, wildfly, payara, payara-micro, tomcat10 or tomcat11. */
    protected static String server() {
        return Application.server();
    }

    protected static boolean isTomcat() {
        return server().toLowerCase(Locale.ROOT).startsWith("tomcat");
    }

    protected static boolean isPayara() {
        return server().toLowerCase(Locale.ROOT).startsWith("payara");
    }

    private static String withoutSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
