package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;
import static org.roomcast.testing.RestClient.json;

import jakarta.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.roomcast.registry.SessionRegistry;
import org.roomcast.servers.container.Application;
import org.roomcast.servers.container.ServerProcess;
import org.roomcast.testing.StreamClient;
import org.roomcast.testing.TestClient;

/** The application is replaced while the server runs on. After the others, since it ends their connections. */
@Order(Integer.MAX_VALUE - 1)
@DisplayName("Redeploying in place")
class LifecycleServersIT extends ClientSuite {

    private static final int RESTARTING = 4200;

    private static int loadersBefore;
    private static int registriesBefore;
    private static List<String> threadsBefore;
    private static TestClient witness;
    private static StreamClient reader;
    private static Traces traces;

    /** What the old application was told and has stored. */
    private record Traces(String room, String user, JsonObject published, JsonObject posted) {

        static Traces leave() {
            String room = fresh("kept");
            String user = fresh("reader");
            return new Traces(room, user, publish(room), post(user));
        }

        static JsonObject publish(String room) {
            return json(retryable("api/rooms/" + room + "/messages", "{\"data\":1}", room));
        }

        static JsonObject post(String user) {
            return json(retryable("api/notify", "{\"message\":\"m\",\"to\":{\"user\":\"" + user + "\"}}", user));
        }

        private static HttpResponse<String> retryable(String path, String body, String key) {
            return rest().post(path, body, "X-API-Key", ServerSettings.API_KEY, "Idempotency-Key", key);
        }
    }

    @BeforeAll
    static void theApplicationIsUsedAndReplacedAndUsed() {
        use();
        ServerProcess process = ServerProcess.underTest();
        loadersBefore = process.loadersOf(SessionRegistry.class);
        registriesBefore = process.instancesOf(SessionRegistry.class);
        threadsBefore = process.threadsOfRoomcast();
        witness = connect("ws/chat");
        reader = StreamClient.open(http("api/rooms/" + fresh("witnessed") + "/events"));
        traces = Traces.leave();
        Application.replace();
        use();
    }

    @Test
    @DisplayName("A stream of events is told goodbye and ends")
    void aStreamIsToldGoodbyeAndEnds() {
        assertThat(reader.frame("goodbye").getString("reason")).isEqualTo("the server is restarting");
        reader.awaitEnd();
    }

    @Test
    @DisplayName("History is there again: who comes back resumes")
    void historyIsThereAgain() {
        try (TestClient back = connect("ws/chat")) {
            JsonObject ack = back.request("{'type':'join','room':'" + traces.room + "','since':{'epoch':'"
                    + traces.published.getString("epoch") + "','offset':0}}");
            assertThat(ack.getBoolean("recovered")).isTrue();
            assertThat(back.event("message").getInt("offset")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("The inbox is there again")
    void theInboxIsThereAgain() {
        try (TestClient back = connectAs(traces.user, "ws/notifications")) {
            assertThat(back.event("notifications")
                            .getJsonObject("data")
                            .getJsonArray("notifications")
                            .getJsonObject(0)
                            .getString("id"))
                    .isEqualTo(traces.posted.getString("id"));
        }
    }

    @Test
    @DisplayName("A retry with the Idempotency-Key of before stores nothing twice")
    void aRetryOverTheRedeploymentStoresNothingTwice() {
        JsonObject published = Traces.publish(traces.room);
        assertThat(published.getInt("offset")).isEqualTo(traces.published.getInt("offset"));
        assertThat(published.getBoolean("duplicate")).isTrue();
        JsonObject posted = Traces.post(traces.user);
        assertThat(posted.getString("id")).isEqualTo(traces.posted.getString("id"));
        assertThat(posted.getBoolean("duplicate")).isTrue();
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
        if (isTomcat()) {
            Difference.note("With Tomcat's defaults and a JDK before 24 an old copy's classes may stay, what it had is"
                    + " collected: a thread that Tomcat starts while the application calls it inherits the application's"
                    + " protection domain, and so do its successors. The tests run with `minSpareThreads` as large as"
                    + " `maxThreads`, which starts them all before.");
        }
        int mayStay = isPayara() ? 1 : 0;
        assertThat(registriesBefore).isPositive();
        try {
            eventually(() -> {
                useAllThreads();
                // fewer, when an application that another class had undeployed was still there
                assertThat(process.loadersOf(SessionRegistry.class)).isLessThanOrEqualTo(loadersBefore + mayStay);
                assertThat(process.instancesOf(SessionRegistry.class)).isLessThanOrEqualTo(registriesBefore);
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
        for (String kind : List.of("timer", "drain", "store")) {
            assertThat(threadsBefore).anyMatch(thread -> thread.contains("roomcast-" + kind));
        }
        eventually(() -> assertThat(process.threadsOfRoomcast()).doesNotContainAnyElementsOf(threadsBefore));
    }

    /** More requests at once than a server has idle threads. */
    private static void useAllThreads() {
        HttpClient client = rest().overHttp1().http();
        HttpRequest request = HttpRequest.newBuilder(http("health/live")).build();
        CompletableFuture.allOf(IntStream.range(0, 64)
                        .mapToObj(i -> client.sendAsync(request, BodyHandlers.discarding()))
                        .toArray(CompletableFuture<?>[]::new))
                .orTimeout(1, TimeUnit.MINUTES)
                .join();
    }

    /** Everything that may leave something behind: sockets, frames both ways, REST, JSON, tokens, meters, probes. */
    private static void use() {
        String room = fresh("replaced");
        try (TestClient anonymous = connect("ws/chat");
                TestClient user = connectAs(fresh("user"), "ws/notifications");
                StreamClient stream = StreamClient.open(http("api/rooms/" + room + "/events"))) {
            stream.event();
            anonymous.join(room);
            anonymous.request("{'type':'publish','room':'" + room + "','data':1}");
            assertThat(user.connectionId()).isNotEmpty();
            assertOk(rest().post(
                            "api/rooms/" + room + "/messages", "{\"data\":2}", "X-API-Key", ServerSettings.API_KEY));
            anonymous.event("message");
            stream.frame("event");
            assertOk(rest().get("metrics", "X-API-Key", ServerSettings.API_KEY));
            assertOk(rest().get("api/rooms", "X-API-Key", ServerSettings.API_KEY));
            assertOk(rest().get("health/ready"));
        }
    }

    private static void assertOk(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    }
}
