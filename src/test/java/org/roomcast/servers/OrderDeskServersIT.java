package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;
import static org.roomcast.testing.RestClient.json;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.roomcast.servers.container.AnotherApplication;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestClient;

/** The example of an application with Roomcast inside, as its own pom.xml builds it. */
@DisplayName("Inside another application")
@EnabledIfSystemProperty(named = "server.name", matches = "wildfly|tomcat10")
class OrderDeskServersIT extends ServerSuite {

    private static AnotherApplication desk;
    private static RestClient rest;

    @BeforeAll
    static void theOrderDeskIsDeployed() {
        desk = AnotherApplication.deploy(Path.of(
                isTomcat()
                        ? "target/examples-tomcat/order-desk/target/tomcat/order-desk.war"
                        : "target/examples/order-desk/target/order-desk.war"));
        rest = new RestClient(desk.base());
    }

    @AfterAll
    static void theOrderDeskIsUndeployed() {
        if (desk != null) {
            desk.close();
        }
    }

    @Test
    @DisplayName("What its own REST resource publishes reaches the members of the room")
    void anOrderReachesTheRoom() {
        try (TestClient member = join()) {
            HttpResponse<String> placed = order("tea", 2);
            assertThat(placed.statusCode()).isEqualTo(201);
            JsonObject order = json(placed);
            assertThat(order.getString("item")).isEqualTo("tea");
            assertThat(order.getInt("quantity")).isEqualTo(2);
            JsonObject event = member.event("order");
            assertThat(event.getString("room")).isEqualTo("orders");
            assertThat(event).doesNotContainKey("from");
            assertThat(event.getJsonObject("data").getInt("id")).isEqualTo(order.getInt("id"));
            assertThat(event.getJsonObject("data").getString("status")).isEqualTo("PLACED");
            String place = placed.headers().firstValue("Location").orElseThrow();
            String path = desk.base().relativize(URI.create(place)).toString();
            assertThat(path).isEqualTo("desk/orders/" + order.getInt("id"));
            assertThat(rest.post(path + "/ready", "").statusCode()).isEqualTo(200);
            assertThat(member.event("order").getJsonObject("data").getString("status"))
                    .isEqualTo("READY");
            assertThat(json(rest.get(path)).getString("status")).isEqualTo("READY");
        }
    }

    @Test
    @DisplayName("Its own resource answers wrong input, and nothing of it is published")
    void wrongOrdersAreRefused() {
        try (TestClient member = join()) {
            for (String wrong : List.of(
                    "{}",
                    "{\"item\":\"tea\"}",
                    "{\"item\":\" \",\"quantity\":1}",
                    "{\"item\":\"tea\",\"quantity\":0}",
                    "{\"item\":\"tea\",\"quantity\":100}",
                    "{\"item\":\"" + "t".repeat(101) + "\",\"quantity\":1}")) {
                HttpResponse<String> answer = rest.post("desk/orders", wrong);
                assertThat(answer.statusCode()).as(wrong).isEqualTo(422);
                assertThat(json(answer).getString("error")).contains("must");
            }
            assertThat(rest.post("desk/orders", "tea, please").statusCode()).isEqualTo(400);
            assertThat(rest.send("POST", "desk/orders", "tea", "Content-Type", "text/plain")
                            .statusCode())
                    .isEqualTo(415);
            assertThat(rest.post("desk/orders/999999/ready", "").statusCode()).isEqualTo(404);
            assertThat(events(member)).isEmpty();
        }
    }

    @Test
    @DisplayName("Its own filter sees what others publish, from sockets and REST")
    void nobodyElseSpeaksInTheRoom() {
        try (TestClient member = join()) {
            JsonObject refused = member.request("{'type':'publish','room':'orders','event':'order','data':{'id':1}}");
            assertThat(refused.getString("type")).isEqualTo("error");
            assertThat(refused.getString("code")).isEqualTo("forbidden");
            assertThat(refused.getString("message")).isEqualTo("Only the desk speaks here");
            String forged = "{\"room\":\"orders\",\"data\":{\"id\":1}}";
            assertThat(rest.post("api/messages", forged).statusCode()).isEqualTo(401);
            HttpResponse<String> byKey = rest.post("api/messages", forged, "X-API-Key", ServerSettings.API_KEY);
            assertThat(byKey.statusCode()).isEqualTo(403);
            assertThat(json(byKey).getString("detail")).isEqualTo("Only the desk speaks here");
            assertThat(events(member)).isEmpty();
        }
    }

    @Test
    @DisplayName("Its own observers are told of connections that open and end")
    void lifecycleEventsAreObserved() {
        JsonObject before = json(rest.get("desk/visits"));
        TestClient first = join();
        TestClient second = join();
        JsonObject between = json(rest.get("desk/visits"));
        assertThat(between.getInt("opened")).isEqualTo(before.getInt("opened") + 2);
        assertThat(between.getInt("watching")).isGreaterThanOrEqualTo(2);
        first.close();
        second.cut();
        eventually(() -> assertThat(json(rest.get("desk/visits")).getInt("closed"))
                .isGreaterThanOrEqualTo(before.getInt("closed") + 2));
        assertThat(json(rest.get("desk/visits")).getInt("closed")).isLessThanOrEqualTo(between.getInt("opened"));
    }

    @Test
    @DisplayName("Roomcast's endpoints, REST, probes and JavaScript client come with the classes jar")
    void roomcastIsThereAsAWhole() throws IOException {
        try (TestClient client = TestClient.open(socket("ws/chat/orders"))) {
            assertThat(client.next("ack").getString("room")).isEqualTo("orders");
            assertThat(json(rest.get("api/rooms/orders/info")).getInt("connections"))
                    .isPositive();
        }
        assertThat(rest.get("ws/chat").statusCode()).isEqualTo(400);
        assertThat(rest.get("health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(rest.get("metrics").statusCode()).isEqualTo(401);
        HttpResponse<String> script = rest.get("js/client/roomcast.js");
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("Content-Type").orElse("")).contains("javascript");
        assertThat(script.body()).isEqualTo(Files.readString(Path.of("src/main/webapp/js/client/roomcast.js")));
        assertThat(rest.get("chat.html").statusCode()).as("Roomcast's pages").isEqualTo(404);
    }

    @Test
    @DisplayName("Its own pages have its own headers, and its own REST API has none of Roomcast's resources")
    void theApplicationStaysItself() {
        for (String page : List.of("", "index.html", "desk.js", "desk.css")) {
            HttpResponse<String> answer = rest.get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .as(page)
                    .singleElement()
                    .asString()
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; ")
                    .doesNotContain("img-src", "unsafe");
            assertThat(answer.headers().firstValue("Cross-Origin-Opener-Policy"))
                    .as(page)
                    .isEmpty();
        }
        HttpResponse<String> orders = rest.get("desk/orders");
        assertThat(orders.statusCode()).isEqualTo(200);
        assertThat(orders.headers().firstValue("Cache-Control"))
                .as("a header of Roomcast's REST")
                .isEmpty();
        assertThat(rest.get("desk/rooms").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("Two applications with Roomcast on one server know nothing of each other")
    void applicationsDoNotShareRooms() {
        try (TestClient here = join();
                TestClient there = TestClient.open(webSocket("ws/chat"))) {
            there.next("welcome");
            there.join("orders");
            assertThat(order("coffee", 1).statusCode()).isEqualTo(201);
            assertThat(here.event("order").getJsonObject("data").getString("item"))
                    .isEqualTo("coffee");
            assertThat(events(there)).isEmpty();
        }
    }

    private static HttpResponse<String> order(String item, int quantity) {
        return rest.post("desk/orders", "{\"item\":\"" + item + "\",\"quantity\":" + quantity + "}");
    }

    /** A connection in the room of the orders that has nothing unread. */
    private static TestClient join() {
        TestClient client = TestClient.open(socket("ws/chat?user=Desk"));
        client.next("welcome");
        assertThat(client.join("orders").getString("type")).isEqualTo("ack");
        return client;
    }

    /** What was published and not asked for; who comes and goes is told as well, and is of no interest here. */
    private static List<JsonObject> events(TestClient client) {
        return client.drain().stream()
                .filter(frame -> frame.getString("type").equals("event"))
                .toList();
    }

    private static URI socket(String path) {
        return URI.create(desk.base().resolve(path).toString().replaceFirst("^http", "ws"));
    }
}
