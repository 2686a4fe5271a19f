package org.roomcast.durability;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.testing.RestClient;
import org.roomcast.testing.TestServer;

class RestartIT {

    @TempDir
    private Path data;

    @Test
    void aServerThatWasKilledComesBackWithItsRoomsInboxesAndOffsets() throws InterruptedException {
        try (ServerProcess server = Servers.durable(data)) {
            server.start();
            for (int number = 0; number < 20; number++) {
                post(server, "/api/rooms/orders/messages", "{\"data\":" + number + "}");
                post(server, "/api/rooms/news." + number % 3 + "/messages", "{\"event\":\"said\",\"data\":\"é\"}");
            }
            post(server, "/api/notify", "{\"message\":\"for ada\",\"to\":{\"user\":\"ada\"}}");
            JsonObject forAll = post(server, "/api/notify", "{\"message\":\"for all\"}");
            String read = "{\"id\":\"" + forAll.getString("id") + "\"}";
            assertThat(client(server)
                            .post("/api/users/ada/notifications/read", read, "Authorization", bearer())
                            .statusCode())
                    .isEqualTo(200);
            List<String> before = seen(server);
            assertThat(before.get(0)).contains("orders", "news.0", "news.1", "news.2");
            assertThat(before.get(2)).contains("for ada", "\"unread\":1");

            server.kill();
            server.start();

            assertThat(seen(server)).isEqualTo(before);
            JsonObject next = post(server, "/api/rooms/orders/messages", "{\"data\":20}");
            assertThat(next.getInt("offset")).isEqualTo(21);
            assertThat(before.get(1)).contains(next.getString("epoch"));
        }
    }

    private static List<String> seen(ServerProcess server) {
        List<String> seen = new ArrayList<>();
        for (String path :
                List.of("/api/rooms", "/api/rooms/orders/messages?limit=100", "/api/users/ada/notifications")) {
            seen.add(client(server).get(path, "Authorization", bearer()).body());
        }
        return seen;
    }

    private static JsonObject post(ServerProcess server, String path, String json) {
        String answer =
                client(server).post(path, json, "X-API-Key", TestServer.API_KEY).body();
        JsonObject object = Json.createReader(new StringReader(answer)).readObject();
        assertThat(object.getString("status", "")).as(answer).isEqualTo("sent");
        return object;
    }

    private static RestClient client(ServerProcess server) {
        return new RestClient(server.http());
    }

    private static String bearer() {
        return "Bearer " + TestServer.token("ada");
    }
}
