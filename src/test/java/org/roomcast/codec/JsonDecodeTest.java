package org.roomcast.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.model.ConnectionId;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Payload;
import org.roomcast.model.Position;
import org.roomcast.model.RoomName;

class JsonDecodeTest {

    private static final RoomName LOBBY = RoomName.of("lobby");
    private static final FrameId SEVEN = FrameId.of(7);

    private final JsonCodec codec = new JsonCodec();

    @Test
    void authenticateCarriesItsToken() {
        Command command = codec.decode("{\"type\":\"authenticate\",\"id\":7,\"token\":\"t0ken\"}");
        assertThat(command).isEqualTo(new Command.Authenticate(SEVEN, "t0ken"));
        assertThat(command.toString()).doesNotContain("t0ken");
    }

    @Test
    void joinAndLeaveNameTheirRoom() {
        assertThat(codec.decode("{\"type\":\"join\",\"id\":7,\"room\":\"lobby\"}"))
                .isEqualTo(new Command.Join(SEVEN, LOBBY, null, 0));
        assertThat(codec.decode("{\"type\":\"leave\",\"room\":\"lobby\"}")).isEqualTo(new Command.Leave(null, LOBBY));
    }

    @Test
    void joinMayResumeAndLeavesUnknownFieldsAlone() {
        String text =
                "{\"type\":\"join\",\"id\":7,\"room\":\"lobby\",\"since\":{\"epoch\":\"e\",\"offset\":3},\"history\":5,\"x\":[1]}";
        assertThat(codec.decode(text)).isEqualTo(new Command.Join(SEVEN, LOBBY, new Position("e", 3), 5));
    }

    @Test
    void historyIsReadInEitherDirection() {
        assertThat(codec.decode("{\"type\":\"history\",\"id\":7,\"room\":\"lobby\"}"))
                .isEqualTo(new Command.History(SEVEN, LOBBY, null, null, 50));
        assertThat(codec.decode("{\"type\":\"history\",\"room\":\"lobby\",\"since\":0,\"limit\":500}"))
                .isEqualTo(new Command.History(null, LOBBY, 0L, null, 500));
        assertThat(codec.decode("{\"type\":\"history\",\"room\":\"lobby\",\"before\":100,\"limit\":1}"))
                .isEqualTo(new Command.History(null, LOBBY, null, 100L, 1));
    }

    @Test
    void publishHasDefaults() {
        assertThat(codec.decode("{\"type\":\"publish\",\"room\":\"lobby\",\"data\":1}"))
                .isEqualTo(new Command.Publish(null, LOBBY, "message", new Payload("1"), true, false, null));
    }

    @Test
    void publishTakesAllItsFields() {
        assertThat(codec.decode("{\"type\":\"publish\",\"id\":7,\"room\":\"lobby\",\"data\":{\"a\":[1.5,null]},"
                        + "\"event\":\"drawn\",\"echo\":false,\"ephemeral\":true,\"key\":\"k\"}"))
                .isEqualTo(new Command.Publish(
                        SEVEN, LOBBY, "drawn", new Payload("{\"a\":[1.5,null]}"), false, true, "k"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "true", "false", "0", "-1.5", "\"text\"", "[]", "{}", "[1,[2,{\"deep\":null}]]", "\"😀\""
            })
    void dataIsAnyJsonValue(String data) {
        Command command = codec.decode("{\"type\":\"publish\",\"room\":\"lobby\",\"data\":" + data + "}");
        assertThat(((Command.Publish) command).data()).isEqualTo(new Payload(data));
    }

    @Test
    void nullMeansAbsentExceptForData() {
        assertThat(codec.decode("{\"type\":\"publish\",\"id\":null,\"room\":\"lobby\",\"data\":null,\"event\":null,"
                        + "\"echo\":null,\"ephemeral\":null,\"key\":null}"))
                .isEqualTo(new Command.Publish(null, LOBBY, "message", Payload.NULL, true, false, null));
    }

    @Test
    void sendGoesToAConnectionOrAUserOrUsers() {
        Payload one = new Payload("1");
        assertThat(codec.decode("{\"type\":\"send\",\"to\":{\"connection\":\"c1\"},\"data\":1}"))
                .isEqualTo(new Command.Send(null, new ConnectionId("c1"), null, "message", one));
        assertThat(codec.decode("{\"type\":\"send\",\"to\":{\"user\":\"bob\"},\"data\":1,\"event\":\"e\"}"))
                .isEqualTo(new Command.Send(null, null, List.of("bob"), "e", one));
        assertThat(codec.decode("{\"type\":\"send\",\"to\":{\"users\":[\"bob\",\"eve\"]},\"data\":1}"))
                .isEqualTo(new Command.Send(null, null, List.of("bob", "eve"), "message", one));
    }

    @Test
    void sendTakes100UsersAndNotOneMore() {
        assertThat(codec.decode("{\"type\":\"send\",\"to\":{\"users\":" + names(100) + "},\"data\":1}"))
                .isInstanceOf(Command.Send.class);
        assertMalformed("{\"type\":\"send\",\"to\":{\"users\":" + names(101) + "},\"data\":1}", ErrorCode.TOO_LARGE);
    }

    @Test
    void broadcastGoesToEveryoneOrToARoom() {
        Payload one = new Payload("1");
        assertThat(codec.decode("{\"type\":\"broadcast\",\"data\":1}"))
                .isEqualTo(new Command.Broadcast(null, null, "message", one));
        assertThat(codec.decode("{\"type\":\"broadcast\",\"data\":1,\"event\":\"e\",\"room\":\"lobby\"}"))
                .isEqualTo(new Command.Broadcast(null, LOBBY, "e", one));
    }

    @Test
    void presenceAsksForARoomOrTheServer() {
        assertThat(codec.decode("{\"type\":\"presence\"}")).isEqualTo(new Command.Presence(null, null));
        assertThat(codec.decode("{\"type\":\"presence\",\"room\":\"lobby\"}"))
                .isEqualTo(new Command.Presence(null, LOBBY));
    }

    @Test
    void markReadNamesOneNotificationOrAll() {
        assertThat(codec.decode("{\"type\":\"mark_read\",\"notification\":\"n1\"}"))
                .isEqualTo(new Command.MarkRead(null, "n1"));
        assertThat(codec.decode("{\"type\":\"mark_read\",\"notification\":\"all\"}"))
                .isEqualTo(new Command.MarkRead(null, null));
    }

    @Test
    void disconnectNamesAConnectionOrAUser() {
        assertThat(codec.decode("{\"type\":\"disconnect\",\"connection\":\"c1\"}"))
                .isEqualTo(new Command.Disconnect(null, new ConnectionId("c1"), null, null));
        assertThat(codec.decode("{\"type\":\"disconnect\",\"user\":\"bob\",\"reason\":\"spam\"}"))
                .isEqualTo(new Command.Disconnect(null, null, "bob", "spam"));
    }

    @Test
    void pingAndPongAreBare() {
        assertThat(codec.decode("{\"type\":\"ping\",\"id\":7}")).isEqualTo(new Command.Ping(SEVEN));
        assertThat(codec.decode("{\"type\":\"pong\"}")).isEqualTo(new Command.Pong(null));
    }

    @Test
    void anIdIsAnIntegerOrAShortString() {
        assertThat(idOf("9223372036854775807")).isEqualTo(FrameId.of(Long.MAX_VALUE));
        assertThat(idOf("-9223372036854775808")).isEqualTo(FrameId.of(Long.MIN_VALUE));
        assertThat(idOf("0")).isEqualTo(FrameId.of(0));
        assertThat(idOf("\"\"")).isEqualTo(FrameId.of(""));
        assertThat(idOf("\"7\"")).isEqualTo(FrameId.of("7"));
        assertThat(idOf("\"" + "x".repeat(64) + "\"")).isEqualTo(FrameId.of("x".repeat(64)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "true", "[]", "{}", "[1]", "9223372036854775808"})
    void anIdOfAnotherKindIsABadFrame(String id) {
        assertMalformed("{\"type\":\"ping\",\"id\":" + id + "}", ErrorCode.BAD_FRAME);
    }

    @Test
    void anIdOf65CharactersIsABadFrame() {
        assertMalformed("{\"type\":\"ping\",\"id\":\"" + "x".repeat(65) + "\"}", ErrorCode.BAD_FRAME);
    }

    @Test
    void aRefusalCarriesTheIdOfItsFrame() {
        assertThat(codec.decode("{\"type\":\"join\",\"id\":7}").id()).isEqualTo(SEVEN);
        assertThat(codec.decode("{\"type\":\"join\",\"id\":\"a\",\"room\":\"#\"}")
                        .id())
                .isEqualTo(FrameId.of("a"));
        assertThat(codec.decode("{\"id\":7}").id()).isEqualTo(SEVEN);
        assertThat(codec.decode("{\"id\":[7]}").id()).isNull();
        assertThat(codec.decode("[7]").id()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"authenticate\"|token|'missing null 5 true [] {}'",
                "\"join\"|room|'missing null 5 true [] {}'",
                "\"leave\"|room|'missing null 5 true [] {}'",
                "\"publish\",\"data\":1|room|'missing null 5 true [] {}'",
                "\"publish\",\"room\":\"lobby\"|data|'missing'",
                "\"publish\",\"room\":\"lobby\",\"data\":1|event|'5 true [] {} \"\"'",
                "\"publish\",\"room\":\"lobby\",\"data\":1|echo|'5 \"true\" [] {} 0'",
                "\"publish\",\"room\":\"lobby\",\"data\":1|ephemeral|'5 \"true\" [] {} 1'",
                "\"publish\",\"room\":\"lobby\",\"data\":1|key|'5 true [] {}'",
                "\"send\",\"data\":1|to|'missing null 5 true [] \"bob\" {}'",
                "\"send\",\"data\":1,\"to\":{\"user\":\"bob\"}|event|'5 true [] {} \"\"'",
                "\"send\",\"to\":{\"user\":\"bob\"}|data|'missing'",
                "\"send\",\"data\":1|to|'{\"user\":5} {\"user\":null} {\"connection\":5} {\"connection\":[]} {\"users\":\"bob\"}'",
                "\"send\",\"data\":1|to|'{\"users\":[]} {\"users\":[1]} {\"users\":[null]} {\"users\":{}} {\"role\":\"x\"}'",
                "\"send\",\"data\":1|to|'{\"user\":\"a\",\"users\":[\"b\"]} {\"user\":\"a\",\"connection\":\"c\"}'",
                "\"broadcast\"|data|'missing'",
                "\"broadcast\",\"data\":1|event|'5 true [] {} \"\"'",
                "\"broadcast\",\"data\":1|room|'5 true [] {}'",
                "\"presence\"|room|'5 true [] {}'",
                "\"mark_read\"|notification|'missing null 5 true [] {}'",
                "\"disconnect\"|connection|'missing null 5 true [] {}'",
                "\"disconnect\"|user|'missing null 5 true [] {}'",
                "\"disconnect\",\"user\":\"bob\"|reason|'5 true [] {}'",
                "\"disconnect\",\"user\":\"bob\"|connection|'\"c1\"'",
                "\"batch\"|frames|'missing null 5 true \"x\" {}'"
            })
    void aFieldThatIsMissingOrOfTheWrongKindIsABadFrame(String frame, String field, String values) {
        for (String value : values.split(" ")) {
            String rest = value.equals("missing") ? "" : ",\"" + field + "\":" + value;
            assertMalformed("{\"id\":7,\"type\":" + frame + rest + "}", ErrorCode.BAD_FRAME);
        }
    }

    @Test
    void aFieldOverItsLimitIsTooLarge() {
        String publish = "{\"type\":\"publish\",\"room\":\"lobby\",\"data\":1,";
        assertThat(codec.decode(publish + "\"event\":\"" + "e".repeat(128) + "\"}"))
                .isInstanceOf(Command.Publish.class);
        assertThat(codec.decode(publish + "\"key\":\"" + "k".repeat(128) + "\"}"))
                .isInstanceOf(Command.Publish.class);
        assertMalformed(publish + "\"event\":\"" + "e".repeat(129) + "\"}", ErrorCode.TOO_LARGE);
        assertMalformed(publish + "\"key\":\"" + "k".repeat(129) + "\"}", ErrorCode.TOO_LARGE);
        assertMalformed("{\"type\":\"mark_read\",\"notification\":\"" + "n".repeat(201) + "\"}", ErrorCode.TOO_LARGE);
        assertMalformed(
                "{\"type\":\"disconnect\",\"user\":\"bob\",\"reason\":\"" + "r".repeat(201) + "\"}",
                ErrorCode.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#lobby", "", "küche", "a b"})
    void aBadRoomIsCalledSo(String room) {
        for (String type : List.of("join", "leave", "publish", "presence", "broadcast")) {
            assertMalformed("{\"type\":\"" + type + "\",\"data\":1,\"room\":\"" + room + "\"}", ErrorCode.BAD_ROOM);
        }
    }

    @Test
    void anUnknownTypeKeepsItsWholeFrame() {
        Command command = codec.decode("{\"type\":\"dance\",\"id\":7,\"x\":1}");
        assertThat(command).isInstanceOf(Command.Custom.class);
        assertThat(command.id()).isEqualTo(SEVEN);
        assertThat(command.type()).isEqualTo("dance");
        assertThat(((Command.Custom) command).frame().json()).contains("\"x\":1");
        assertThat(codec.decode("{\"type\":\"PING\"}")).isInstanceOf(Command.Custom.class);
        assertThat(codec.decode("{\"type\":\"welcome\"}")).isInstanceOf(Command.Custom.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":null}",
                "{\"type\":5}",
                "{\"type\":{}}",
                "{\"type\":[\"ping\"]}",
                "[]",
                "5",
                "null",
                "\"ping\""
            })
    void aFrameWithoutATypeIsBad(String text) {
        assertMalformed(text, ErrorCode.BAD_FRAME);
    }

    @Test
    void aBatchKeepsItsOrderAndEachFrameItsOwnVerdict() {
        Command.Batch batch =
                (Command.Batch) codec.decode("{\"type\":\"batch\",\"id\":1,\"frames\":[{\"type\":\"ping\",\"id\":2},"
                        + "{\"type\":\"join\",\"id\":3},5,{\"type\":\"leave\",\"id\":4,\"room\":\"lobby\"}]}");
        assertThat(batch.commands()).hasSize(4);
        assertThat(batch.commands().get(0)).isEqualTo(new Command.Ping(FrameId.of(2)));
        assertThat(batch.commands().get(1)).isInstanceOf(Command.Malformed.class);
        assertThat(batch.commands().get(1).id()).isEqualTo(FrameId.of(3));
        assertThat(batch.commands().get(2)).isInstanceOf(Command.Malformed.class);
        assertThat(batch.commands().get(3)).isEqualTo(new Command.Leave(FrameId.of(4), LOBBY));
    }

    @Test
    void aBatchHoldsAtMost100Frames() {
        assertThat(((Command.Batch) codec.decode(batchOf(100))).commands()).hasSize(100);
        assertMalformed(batchOf(101), ErrorCode.TOO_LARGE);
    }

    @Test
    void aBatchInABatchIsBadAndItsNeighboursAreNot() {
        Command.Batch batch = (Command.Batch) codec.decode(
                "{\"type\":\"batch\",\"frames\":[{\"type\":\"batch\",\"id\":2,\"frames\":[]},{\"type\":\"ping\"}]}");
        assertThat(batch.commands().get(0)).isInstanceOf(Command.Malformed.class);
        assertThat(batch.commands().get(0).id()).isEqualTo(FrameId.of(2));
        assertThat(batch.commands().get(1)).isInstanceOf(Command.Ping.class);
    }

    @Test
    void everyCommandReachesItsOwnMethod() {
        for (String type : List.of("ping", "pong", "presence", "dance", "batch")) {
            Command command = codec.decode("{\"type\":\"" + type + "\",\"frames\":[]}");
            assertThat(command.type()).isEqualTo(type);
        }
        assertThat(codec.decode("{").type()).isEqualTo("malformed");
    }

    private FrameId idOf(String id) {
        return codec.decode("{\"type\":\"ping\",\"id\":" + id + "}").id();
    }

    private void assertMalformed(String text, ErrorCode code) {
        Command command = codec.decode(text);
        assertThat(command).as(text).isInstanceOf(Command.Malformed.class);
        assertThat(((Command.Malformed) command).why().code()).as(text).isEqualTo(code);
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"u" + i + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private static String batchOf(int count) {
        String frames =
                IntStream.range(0, count).mapToObj(i -> "{\"type\":\"ping\"}").collect(Collectors.joining(","));
        return "{\"type\":\"batch\",\"frames\":[" + frames + "]}";
    }
}
