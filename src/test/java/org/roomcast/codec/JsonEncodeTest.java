package org.roomcast.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.roomcast.codec.Event.User;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.Member;
import org.roomcast.model.Payload;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sender;

class JsonEncodeTest {

    private static final Instant TIME = Instant.parse("2026-11-20T10:15:30.123Z");
    private static final RoomName LOBBY = RoomName.of("lobby");
    private static final FrameId SEVEN = FrameId.of(7);

    private final JsonCodec codec = new JsonCodec();

    @Test
    void welcome() {
        assertEncodes(
                new Event.Welcome(
                        new ConnectionId("c1"),
                        new User("ada", "Ada"),
                        true,
                        Set.of("user"),
                        3600L,
                        25,
                        10,
                        65536,
                        new Event.Limits(60, 30, 100, 1000, 1_048_576),
                        "chat",
                        "n1",
                        "1.0",
                        TIME),
                "{'type':'welcome','connection_id':'c1','user':{'id':'ada','name':'Ada'},'authenticated':true,"
                        + "'roles':['user'],'token_ttl':3600,'heartbeat_interval':25,'heartbeat_timeout':10,"
                        + "'max_message_size':65536,'limits':{'frames_per_minute':60,'frames_burst':30,'rooms':100,'outbox_frames':1000,'outbox_bytes':1048576},"
                        + "'endpoint':'chat','node':'n1','version':'1.0',"
                        + "'time':'2026-11-20T10:15:30.123Z'}");
    }

    @Test
    void anAnonymousWelcomeHasAnIdOfNullAndNoTokenTime() {
        assertEncodes(
                new Event.Welcome(
                        new ConnectionId("c1"),
                        new User(null, "Guest"),
                        false,
                        Set.of(),
                        null,
                        25,
                        10,
                        65536,
                        new Event.Limits(60, 30, 100, 1000, 1_048_576),
                        "chat",
                        "n1",
                        "1.0",
                        TIME),
                "{'type':'welcome','connection_id':'c1','user':{'id':null,'name':'Guest'},'authenticated':false,"
                        + "'roles':[],'heartbeat_interval':25,'heartbeat_timeout':10,'max_message_size':65536,"
                        + "'limits':{'frames_per_minute':60,'frames_burst':30,'rooms':100,'outbox_frames':1000,'outbox_bytes':1048576},"
                        + "'endpoint':'chat','node':'n1','version':'1.0','time':'2026-11-20T10:15:30.123Z'}");
    }

    @Test
    void ack() {
        assertEncodes(Event.Ack.of(SEVEN, "leave"), "{'type':'ack','id':7,'action':'leave'}");
        assertEncodes(Event.Ack.of(FrameId.of("a"), "leave"), "{'type':'ack','id':'a','action':'leave'}");
        assertEncodes(
                Event.Ack.joined(SEVEN, LOBBY, 3, null, null),
                "{'type':'ack','id':7,'action':'join','room':'lobby','members':3}");
        assertEncodes(
                Event.Ack.delivered(SEVEN, "send", null, 0), "{'type':'ack','id':7,'action':'send','delivered':0}");
        assertEncodes(
                Event.Ack.published(SEVEN, "publish", LOBBY, null, true, 2),
                "{'type':'ack','id':7,'action':'publish','room':'lobby','duplicate':true}");
    }

    @Test
    void error() {
        assertEncodes(
                new Event.Failure(null, "bad_frame", "No.", null, false),
                "{'type':'error','code':'bad_frame','message':'No.','temporary':false}");
        assertEncodes(
                new Event.Failure(SEVEN, "rate_limited", "Slow.", 1.5, true),
                "{'type':'error','id':7,'code':'rate_limited','message':'Slow.','retry_after':1.5,'temporary':true}");
    }

    @Test
    void eventWithEverything() {
        Sender ada = new Sender("ada", "Ada", new ConnectionId("c1"));
        assertEncodes(
                new Event.Published("message", new Payload("{\"text\":\"a\\\"b\"}"), LOBBY, null, ada, TIME),
                "{'type':'event','event':'message','room':'lobby','from':{'id':'ada','name':'Ada','connection_id':'c1'},"
                        + "'time':'2026-11-20T10:15:30.123Z','data':{'text':'a\\\"b'}}");
    }

    @Test
    void eventOfTheServerItself() {
        assertEncodes(
                new Event.Published("message", Payload.NULL, null, null, null, TIME),
                "{'type':'event','event':'message','time':'2026-11-20T10:15:30.123Z','data':null}");
    }

    @Test
    void dataIsPutInAsItIs() {
        String data = "{\"b\":1,\"a\":[1.50,1E2],\"t\":\"\\u00fc\"}";
        Frame frame = codec.encode(new Event.Published("message", new Payload(data), null, null, null, TIME));
        assertThat(frame.text()).contains("\"data\":" + data);
    }

    @Test
    void anEventNameIsEscaped() {
        Frame frame = codec.encode(new Event.Published("a\"},{\\", Payload.NULL, null, null, null, TIME));
        assertThat(StrictJson.parse(frame.text()).asJsonObject().getString("event"))
                .isEqualTo("a\"},{\\");
    }

    @Test
    void joinedAndLeft() {
        assertEncodes(
                new Event.Joined(LOBBY, new User("bob", "Bob"), 4),
                "{'type':'joined','room':'lobby','user':{'id':'bob','name':'Bob'},'members':4}");
        assertEncodes(
                new Event.Left(LOBBY, new User("bob", "Bob"), 3),
                "{'type':'left','room':'lobby','user':{'id':'bob','name':'Bob'},'members':3}");
    }

    @Test
    void presence() {
        assertEncodes(
                new Event.Present(SEVEN, LOBBY, List.of(new Member("ada", "Ada", null, TIME, 2)), 1),
                "{'type':'presence','id':7,'room':'lobby','users':[{'id':'ada','name':'Ada',"
                        + "'connected_at':'2026-11-20T10:15:30.123Z','connections':2}],'count':1}");
        assertEncodes(new Event.Present(null, null, List.of(), 0), "{'type':'presence','users':[],'count':0}");
    }

    @Test
    void pingPongAndGoodbye() {
        assertThat(codec.encode(new Event.Ping()).text()).isEqualTo("{\"type\":\"ping\"}");
        assertThat(codec.encode(new Event.Pong(null)).text()).isEqualTo("{\"type\":\"pong\"}");
        assertEncodes(new Event.Pong(SEVEN), "{'type':'pong','id':7}");
        assertEncodes(new Event.Goodbye("restarting", 3), "{'type':'goodbye','reason':'restarting','retry_after':3}");
    }

    @Test
    void theTypeStandsInFront() {
        assertThat(codec.encode(new Event.Goodbye("x", 1)).text()).startsWith("{\"type\":\"goodbye\",");
    }

    @Test
    void aFrameKnowsItsBytes() {
        Frame frame = codec.encode(new Event.Goodbye("über 😀", 1));
        assertThat(frame.bytes()).isEqualTo(frame.text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    }

    @Test
    void timesHaveThreeDigitsOfASecondWhateverTheyAre() {
        assertThat(Json.time(Instant.parse("2026-11-20T10:15:30Z"))).isEqualTo("2026-11-20T10:15:30.000Z");
        assertThat(Json.time(Instant.parse("2026-11-20T10:15:30.123456789Z"))).isEqualTo("2026-11-20T10:15:30.123Z");
    }

    @Test
    void severalFramesBecomeAnArrayInOrder() {
        assertThat(codec.batch(List.of(Frame.of("{\"a\":1}"), Frame.of("{\"a\":2}"))))
                .isEqualTo("[{\"a\":1},{\"a\":2}]");
        assertThat(codec.batch(List.of(Frame.of("{\"a\":1}")))).isEqualTo("[{\"a\":1}]");
    }

    @Test
    void anApplicationsObjectsBecomePayloads() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", List.of(1, 2));
        assertThat(Json.payload(map).json()).isEqualTo("{\"a\":[1,2]}");
        assertThat(Json.payload("text").json()).isEqualTo("\"text\"");
        assertThat(Json.payload(5).json()).isEqualTo("5");
        assertThat(Json.payload(Payload.NULL)).isSameAs(Payload.NULL);
        assertThat(StrictJson.parse(Json.payload(new Temperature(21.5, "ada")).json())
                        .asJsonObject())
                .containsOnlyKeys("in_celsius", "taken_by");
    }

    @Test
    void anObjectThatCannotBeWrittenIsNamedByItsClassOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.write(new Broken()))
                .withMessageContaining("Broken")
                .withMessageNotContaining("hidden");
    }

    @Test
    void fieldsOfARestBodyAreReadWithTheSameStrictness() {
        assertThat(JsonFields.parse("{\"a\":\"x\"}").text("a")).isEqualTo("x");
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> JsonFields.parse("{\"a\":1,\"a\":2}"));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> JsonFields.parse("[]"));
        assertThat(JsonFields.parseArray("[{},{}]", 2)).hasSize(2);
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> JsonFields.parseArray("[{},{},{}]", 2));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> JsonFields.parseArray("[1]", 2));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> JsonFields.parseArray("{}", 2));
    }

    /** JSON-B reaches public types only. */
    public record Temperature(double inCelsius, String takenBy) {}

    public static final class Broken {

        public String getText() {
            throw new IllegalStateException("hidden");
        }
    }

    private void assertEncodes(Event event, String singleQuoted) {
        Frame frame = codec.encode(event);
        JsonObject wanted = StrictJson.parse(singleQuoted.replace('\'', '"')).asJsonObject();
        assertThat(StrictJson.parse(frame.text())).isEqualTo(wanted);
    }
}
