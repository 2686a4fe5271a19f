package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;

/** Comes after the classes that take their time, and before the one that undeploys: by its name. */
@DisplayName("In the long run")
class IdleServersIT extends ClientSuite {

    /** Servers end what is idle after 20 s (Tomcat's connectionTimeout) or 30 s (Grizzly's and Payara's keep-alive). */
    private static final Duration IDLE = Duration.ofSeconds(31);

    @Test
    @DisplayName("A connection that only answers pings stays open, beyond the server's own idle time-outs")
    void aConnectionThatOnlyAnswersPingsStaysOpen() {
        TestClient client = Idler.only().client();
        Idler.only().stay(IDLE);
        assertThat(client.isClosed()).isFalse();
        client.send("{'type':'ping','id':'still here'}");
        assertThat(client.next("pong").getString("id")).isEqualTo("still here");
    }

    @Test
    @DisplayName("A stream of events in which nothing happens stays open as well, by comments")
    void aQuietStreamStaysOpen() {
        Idler idler = Idler.only();
        idler.stay(IDLE);
        assertThat(idler.stream().frame().getString("action")).isEqualTo("join");
        // what other tests tell everyone comes here too
        Stream.generate(idler.stream()::block)
                .filter(List.of(": ping")::equals)
                .findFirst()
                .orElseThrow();
        rest().post("/api/rooms/" + idler.room() + "/messages", "{\"data\":1}", "X-API-Key", ServerSettings.API_KEY);
        JsonObject event = Stream.generate(() -> idler.stream().frame("event"))
                .filter(next -> next.containsKey("room"))
                .findFirst()
                .orElseThrow();
        assertThat(event.getInt("offset")).isEqualTo(1);
    }
}
