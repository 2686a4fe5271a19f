package org.roomcast.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.roomcast.client.ScriptedPeer.Socket;

/** A client with everything around it in the test's hand. The random generator always says "as long as allowed". */
final class Rig {

    final ManualLoop loop = new ManualLoop();
    final ScriptedPeer peer = new ScriptedPeer();
    final Heard client = new Heard();
    final Heard room = new Heard();
    final RoomcastClient roomcast;

    Rig() {
        this(builder -> builder);
    }

    Rig(UnaryOperator<RoomcastClientBuilder> plan) {
        RoomcastClientBuilder builder = plan.apply(
                RoomcastClient.builder(URI.create("ws://127.0.0.1:9/ws/chat")).listener(client));
        roomcast = new RoomcastClient(builder.settings(), loop, peer, new Longest());
    }

    static Rig authenticated() {
        return new Rig(builder -> builder.token("t"));
    }

    /** Welcomed, and in the room `a`, which is at this offset. */
    Socket inRoom(boolean authenticated, int offset) {
        Socket socket = peer.welcome(authenticated);
        roomcast.room("a").listen(room).join();
        socket.admit("a", offset, false);
        return socket;
    }

    ClientRoom a() {
        return roomcast.room("a");
    }

    /** The end of the socket, and the time until the client tries again. */
    void lose(int code) {
        peer.socket().end(code);
        loop.advance(client.changes.get(client.changes.size() - 1).delay());
    }

    static JsonValue data(int number) {
        return Json.createValue(number);
    }

    static String codeOf(CompletionStage<?> failed) {
        assertThat(failed.toCompletableFuture()).isCompletedExceptionally();
        try {
            failed.toCompletableFuture().join();
            throw new AssertionError("it has not failed");
        } catch (CompletionException failure) {
            return ((RoomcastException) failure.getCause()).code();
        }
    }

    private static final class Longest implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
