package org.roomcast.boot;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.roomcast.websocket.ChatEndpoint;
import org.roomcast.websocket.ChatRoomEndpoint;

class FrameLimitsTest {

    private static final int MESSAGE = 65_536;

    @ServerEndpoint("/ws/{any}")
    public static class Anything {
        @OnMessage(maxMessageSize = 200_000)
        public void onText(String text) {}
    }

    @ServerEndpoint("/ws/upload")
    public static class Upload {
        @OnMessage(maxMessageSize = 100_000)
        public void onText(String text) {}

        @OnMessage(maxMessageSize = 300_000)
        public void onBinary(Session session, ByteBuffer part, boolean last) {}
    }

    @ServerEndpoint("/ws/{any}/photos/{id}")
    public static class Photos {
        @OnMessage(maxMessageSize = 400_000)
        public void onBinary(ByteBuffer photo) {}
    }

    @ServerEndpoint("/ws/chat/photos/{id}")
    public static class ChatPhotos {
        @OnMessage(maxMessageSize = 500_000)
        public void onBinary(ByteBuffer photo) {}
    }

    public static class Inherited {
        @OnMessage(maxMessageSize = 600_000)
        public void onText(String text) {}
    }

    @ServerEndpoint("/ws/heir")
    public static class Heir extends Inherited {}

    @ServerEndpoint("/ws/modest")
    public static class Modest {
        @OnMessage(maxMessageSize = 100)
        public void onText(String text) {}
    }

    @ServerEndpoint("/ws/boundless")
    public static class Boundless {
        @OnMessage(maxMessageSize = Long.MAX_VALUE)
        public void onText(String text) {}
    }

    @Test
    void roomcastsOwnEndpointsTakeAsMuchAsAMessage() {
        FrameLimits limits = limits(ChatEndpoint.class, ChatRoomEndpoint.class);
        assertThat(limits.at("/ws/chat")).isEqualTo(MESSAGE);
        assertThat(limits.at("/ws/chat/lobby")).isEqualTo(MESSAGE);
        assertThat(limits.largest()).isEqualTo(MESSAGE);
    }

    @Test
    void theLargestOfAnEndpointsHandlersCountsAlsoAnInheritedOne() {
        FrameLimits limits = limits(ChatEndpoint.class, Upload.class, Heir.class);
        assertThat(limits.at("/ws/upload")).isEqualTo(300_000);
        assertThat(limits.at("/ws/heir")).isEqualTo(600_000);
        assertThat(limits.at("/ws/chat")).isEqualTo(MESSAGE);
        assertThat(limits.largest()).isEqualTo(600_000);
    }

    @Test
    void aSmallerSizeIsLeftToTheEngine() {
        assertThat(limits(Modest.class).at("/ws/modest")).isEqualTo(MESSAGE);
    }

    @Test
    void theEndpointThatTheEngineTakesIsAsked() {
        for (List<Class<?>> order : List.<List<Class<?>>>of(
                List.of(Anything.class, Upload.class, Photos.class, ChatPhotos.class, ChatRoomEndpoint.class),
                List.of(ChatRoomEndpoint.class, ChatPhotos.class, Photos.class, Upload.class, Anything.class))) {
            FrameLimits limits = new FrameLimits(new LinkedHashSet<>(order), MESSAGE);
            assertThat(limits.at("/ws/upload")).as("an exact path").isEqualTo(300_000);
            assertThat(limits.at("/ws/other")).as("a template").isEqualTo(200_000);
            assertThat(limits.at("/ws/chat/photos/7")).as("letters on the left").isEqualTo(500_000);
            assertThat(limits.at("/ws/shop/photos/7")).as("braces on the left").isEqualTo(400_000);
            assertThat(limits.at("/ws/chat/upload")).as("more segments").isEqualTo(MESSAGE);
        }
    }

    @Test
    void addressesAreComparedDecoded() {
        FrameLimits limits = limits(Upload.class);
        assertThat(limits.at("/ws/upl%6Fad")).isEqualTo(300_000);
        assertThat(limits.at("/ws%2Fupload")).isEqualTo(MESSAGE);
        assertThat(limits.at("/ws/upload/")).isEqualTo(MESSAGE);
    }

    @Test
    void anAddressOfNoEndpointHasTheLimitOfAMessage() {
        assertThat(limits(Upload.class).at("/ws/nothing")).isEqualTo(MESSAGE);
        assertThat(limits(Upload.class).at("")).isEqualTo(MESSAGE);
        assertThat(limits().largest()).isEqualTo(MESSAGE);
    }

    @Test
    void twiceTheLargestLimitIsStillANumber() {
        int largest = limits(Boundless.class).largest();
        assertThat(largest).isGreaterThan(100_000_000);
        assertThat(largest * 2 + 64 * 1024).isPositive();
    }

    private static FrameLimits limits(Class<?>... endpoints) {
        return new FrameLimits(Set.of(endpoints), MESSAGE);
    }
}
