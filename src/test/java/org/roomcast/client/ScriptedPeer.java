package org.roomcast.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Both the network and the server at its other end, played by the test: it accepts sockets, reads what the client sends,
 * and answers with frames written with single quotes.
 */
final class ScriptedPeer implements Dialer {

    private final List<List<String>> dialled = new ArrayList<>();
    private final Deque<Socket> sockets = new ArrayDeque<>();
    private boolean stopped;

    @Override
    public void dial(List<String> subprotocols, Listener listener) {
        dialled.add(subprotocols);
        sockets.add(new Socket(listener));
    }

    @Override
    public void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** The subprotocols of each attempt. */
    List<List<String>> dialled() {
        return dialled;
    }

    /** The socket of the last attempt. */
    Socket socket() {
        return sockets.getLast();
    }

    /** Lets the last attempt in, as nobody in particular. */
    Socket welcome() {
        return welcome(false);
    }

    Socket welcome(boolean authenticated) {
        return welcome(authenticated, "");
    }

    /** With limits of the rate. */
    Socket welcome(int framesPerMinute, int framesBurst) {
        return welcome(
                true, ",'limits':{'frames_per_minute':" + framesPerMinute + ",'frames_burst':" + framesBurst + "}");
    }

    private Socket welcome(boolean authenticated, String more) {
        Socket socket = socket();
        socket.listener.opened(socket);
        return socket.say("{'type':'welcome','connection_id':'c" + dialled.size() + "','user':null,'authenticated':"
                + authenticated + ",'roles':['user'],'heartbeat_interval':25,'heartbeat_timeout':10,"
                + "'max_message_size':1000,'node':'n','version':'v'" + more + "}");
    }

    /** One attempt of the client. */
    static final class Socket implements Wire {
        private final Listener listener;
        private final Deque<JsonObject> heard = new ArrayDeque<>();
        private int closedWith;

        Socket(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void send(String text) {
            heard.add(Json.createReader(new StringReader(text)).readObject());
        }

        @Override
        public void close(int code, String reason) {
            closedWith = code;
        }

        /** With what code the client has closed; 0 when it has not. */
        int closedWith() {
            return closedWith;
        }

        Socket say(String frame) {
            listener.text(frame.replace('\'', '"'));
            return this;
        }

        void end(int code) {
            listener.closed(code, "");
        }

        /** The next frame that the client has sent, which is of this type. */
        JsonObject next(String type) {
            assertThat(heard).as("frames sent").isNotEmpty();
            JsonObject frame = heard.remove();
            assertThat(frame.getString("type")).as(frame.toString()).isEqualTo(type);
            return frame;
        }

        /** The next frame that the client has sent. */
        JsonObject next() {
            return heard.remove();
        }

        void assertSilent() {
            assertThat(heard).isEmpty();
        }

        /** Takes the join of a room and answers it. */
        JsonObject admit(String room, int offset, boolean recovered) {
            JsonObject join = next("join");
            assertThat(join.getString("room")).isEqualTo(room);
            answer(
                    join,
                    "'room':'" + room + "','epoch':'e','offset':" + offset + ",'members':1,'recovered':" + recovered);
            return join;
        }

        void answer(JsonObject frame, String fields) {
            say("{'type':'ack','id':" + frame.getInt("id") + ",'action':'" + frame.getString("type") + "'," + fields
                    + "}");
        }

        void refuse(JsonObject frame, String code, boolean temporary) {
            say("{'type':'error','id':" + frame.getInt("id") + ",'code':'" + code + "','message':'no','temporary':"
                    + temporary + "}");
        }

        /** Events of a room, with their offset as data. */
        void events(String room, int... offsets) {
            for (int offset : offsets) {
                say("{'type':'event','event':'message','room':'" + room + "','epoch':'e','offset':" + offset
                        + ",'data':" + offset + ",'time':'2026-11-20T10:15:30.123Z'}");
            }
        }

        /** Answers a question for the history. */
        void history(JsonObject frame, boolean complete, int... offsets) {
            List<String> events = new ArrayList<>();
            for (int offset : offsets) {
                events.add("{'event':'message','offset':" + offset + ",'data':" + offset
                        + ",'time':'2026-11-20T10:15:30.123Z'}");
            }
            say("{'type':'history','id':" + frame.getInt("id") + ",'room':'" + frame.getString("room")
                    + "','epoch':'e','complete':" + complete + ",'events':[" + String.join(",", events) + "]}");
        }
    }
}
