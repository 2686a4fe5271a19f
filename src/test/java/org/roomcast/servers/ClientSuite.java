package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.roomcast.auth.Secret;
import org.roomcast.auth.TokenMint;
import org.roomcast.servers.container.Application;
import org.roomcast.testing.RawClient;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestClient;

/**
 * The part of the suite that is a client from outside. All classes share one server, so each test takes names that
 * nobody else has, and expects of the server's figures no more than what it has added itself.
 */
abstract class ClientSuite extends ServerSuite {

    static final String JSON_PROTOCOL = "roomcast.v1.json";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int RADIX = 36;

    @BeforeAll
    static void oneComesAndStays() {
        Idler.only();
    }

    @AfterAll
    static void theServerHasHadNoFault() {
        if (!Application.isDeployed()) {
            // a class that ends the server has looked at it before
            return;
        }
        assertThat(rest().get("/metrics", "X-API-Key", ServerSettings.API_KEY).body())
                .as("the log of the server tells of the incident")
                .containsPattern("roomcast_failures_total 0(\\.0)?\\s");
    }

    /** A name for a room or a user that nobody else has. */
    static String fresh(String name) {
        return name + "-" + Integer.toString(NUMBER.incrementAndGet(), RADIX);
    }

    static String token(String user, String... roles) {
        return token(user, Duration.ofHours(1), roles);
    }

    /** @param lifetime from now; a negative one is over */
    static String token(String user, Duration lifetime, String... roles) {
        Clock clock =
                lifetime.isNegative() ? Clock.offset(Clock.systemUTC(), lifetime.multipliedBy(2)) : Clock.systemUTC();
        return new TokenMint(Secret.of(ServerSettings.SECRET), clock)
                .mint(user, capitalised(user), List.of(roles), lifetime.abs());
    }

    static String capitalised(String user) {
        return user.substring(0, 1).toUpperCase(Locale.ROOT) + user.substring(1);
    }

    static String bearer(String user, String... roles) {
        return "Bearer " + token(user, roles);
    }

    /** Opens a connection without a token and takes its {@code welcome}. */
    static TestClient connect(String path) {
        return welcomed(TestClient.open(webSocket(path)));
    }

    /** The same as a user, with the token where logs do not see it. */
    static TestClient connectAs(String user, String path, String... roles) {
        return welcomed(TestClient.open(webSocket(path), JSON_PROTOCOL, "bearer." + token(user, roles)));
    }

    static TestClient welcomed(TestClient client) {
        client.welcome = client.next("welcome");
        return client;
    }

    /** A client on a bare socket that has been welcomed. */
    static RawClient raw(String path) throws IOException {
        RawClient client = RawClient.open(webSocket(path), RawClient.BUFFER);
        client.read();
        return client;
    }

    static RestClient rest() {
        return new RestClient(base());
    }

    /** The page's own origin, as a browser sends it. */
    static String ownOrigin() {
        URI base = base();
        return base.getScheme() + "://" + base.getRawAuthority();
    }

    /** How a reader that had stopped, and now reads on, finds its connection ended. */
    static void assertThatSlowReaderWasEndedWith(int code) {
        if (isTomcat() || isPayara()) {
            Difference.note(
                    isTomcat()
                            ? "Tomcat lets a close frame wait for 200 ms behind a message that is not read, then cuts: a"
                                    + " reader that had stopped finds 1006 unless it reads on at once."
                            : "Tyrus drops the close frame behind a message that is not read: a reader that had stopped"
                                    + " finds 1006.");
            assertThat(code).isIn(4202, RawClient.CUT);
        } else {
            assertThat(code).isEqualTo(4202);
        }
    }
}
