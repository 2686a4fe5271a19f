package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.roomcast.registry.SessionRegistry;
import org.roomcast.servers.container.Application;
import org.roomcast.servers.container.ServerProcess;
import org.roomcast.testing.TestClient;

/** The application is replaced while the server runs on. After the others, since it ends their connections. */
@Order(Integer.MAX_VALUE - 1)
@DisplayName("Redeploying in place")
class LifecycleServersIT extends ClientSuite {

    private static final int RESTARTING = 4200;

    private static int loadersBefore;
    private static int registriesBefore;
    private static TestClient witness;

    @BeforeAll
    static void theApplicationIsUsedAndReplacedAndUsed() {
        use();
        ServerProcess process = ServerProcess.underTest();
        loadersBefore = process.loadersOf(SessionRegistry.class);
        registriesBefore = process.instancesOf(SessionRegistry.class);
        witness = connect("ws/chat");
        Application.replace();
        use();
    }

    @Test
    @DisplayName("Connections are told goodbye and closed with 4200")
    void connectionsAreToldGoodbyeAndClosed() {
        assertThat(witness.next("goodbye").getString("reason")).isEqualTo("the server is restarting");
        assertThat(witness.awaitClose()).isEqualTo(RESTARTING);
    }

    @Test
    @DisplayName("The old application's class loader is collected")
    void theOldApplicationIsCollected() {
        ServerProcess process = ServerProcess.underTest();
        if (server().equals("wildfly")) {
            Difference.note("With WildFly's defaults each core thread of its worker (two) may hold one old copy: XNIO"
                    + " starts threads with the class loader of the request that asks for one"
                    + " (`XnioWorker.WorkerThreadFactory`). The tests run with `task-core-threads=0`.");
        }
        if (isPayara()) {
            Difference.note(
                    "What the application had is collected; its classes may stay until the server has used each of"
                            + " its cached request objects again: one that was upgraded to a WebSocket keeps the upgrade's handler"
                            + " (`PwcCoyoteRequest` is recycled with its `httpUpgradeHandler`).");
        }
        int mayStay = isPayara() ? 1 : 0;
        assertThat(registriesBefore).isPositive();
        try {
            eventually(() -> {
                assertThat(process.loadersOf(SessionRegistry.class)).isBetween(loadersBefore, loadersBefore + mayStay);
                assertThat(process.instancesOf(SessionRegistry.class)).isEqualTo(registriesBefore);
            });
        } catch (AssertionError held) {
            process.dumpHeap(Path.of("target", server() + "-holds-an-old-application.hprof"));
            throw held;
        }
    }

    @Test
    @DisplayName("The old application's threads have ended")
    void theOldApplicationsThreadsHaveEnded() {
        ServerProcess process = ServerProcess.underTest();
        eventually(() -> assertThat(process.threads())
                .filteredOn(name -> name.startsWith("roomcast-timer"))
                .hasSize(1));
    }

    /** Everything that may leave something behind: sockets, frames both ways, REST, JSON, tokens, meters, probes. */
    private static void use() {
        String room = fresh("replaced");
        try (TestClient anonymous = connect("ws/chat");
                TestClient user = connectAs(fresh("user"), "ws/notifications")) {
            anonymous.join(room);
            anonymous.request("{'type':'publish','room':'" + room + "','data':1}");
            assertThat(user.connectionId()).isNotEmpty();
            assertOk(rest().post(
                            "api/rooms/" + room + "/messages", "{\"data\":2}", "X-API-Key", ServerSettings.API_KEY));
            anonymous.event("message");
            assertOk(rest().get("metrics", "X-API-Key", ServerSettings.API_KEY));
            assertOk(rest().get("api/rooms", "X-API-Key", ServerSettings.API_KEY));
            assertOk(rest().get("health/ready"));
        }
    }

    private static void assertOk(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    }
}
