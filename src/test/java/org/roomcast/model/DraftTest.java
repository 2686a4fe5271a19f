package org.roomcast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class DraftTest {

    private static final RoomName LOBBY = RoomName.of("lobby");

    @Test
    void eventAndKeyHaveBetween1And128Characters() {
        assertThatNoException().isThrownBy(() -> draft("e".repeat(128), "k".repeat(128)));
        assertThatNoException().isThrownBy(() -> draft("e", "k"));
        assertRefused("", null, ErrorCode.BAD_FRAME, "event");
        assertRefused("e".repeat(129), null, ErrorCode.TOO_LARGE, "event");
        assertRefused("e", "", ErrorCode.BAD_FRAME, "key");
        assertRefused("e", "k".repeat(129), ErrorCode.TOO_LARGE, "key");
    }

    @Test
    void theServersOwnDraftsReachEveryoneAndStay() {
        Draft draft = Draft.of(LOBBY, "message", Payload.NULL);
        assertThat(draft.echo()).isTrue();
        assertThat(draft.ephemeral()).isFalse();
        assertThat(draft.from()).isNull();
        assertThat(draft.key()).isNull();
        assertThat(Draft.ofEveryone("message", Payload.NULL).room()).isNull();
    }

    @Test
    void aChangedCopyDiffersInOneThingOnly() {
        Draft draft = draft("drawn", "k1");
        Sender ada = new Sender("ada", "Ada", null);
        Payload one = new Payload("1");
        assertThat(draft.withData(one)).isEqualTo(new Draft(LOBBY, "drawn", one, null, true, true, "k1"));
        assertThat(draft.withEvent("x")).isEqualTo(new Draft(LOBBY, "x", Payload.NULL, null, true, true, "k1"));
        assertThat(draft.withFrom(ada)).isEqualTo(new Draft(LOBBY, "drawn", Payload.NULL, ada, true, true, "k1"));
        assertThat(draft.withoutEcho()).isEqualTo(new Draft(LOBBY, "drawn", Payload.NULL, null, false, true, "k1"));
    }

    private static Draft draft(String event, String key) {
        return new Draft(LOBBY, event, Payload.NULL, null, true, true, key);
    }

    private static void assertRefused(String event, String key, ErrorCode code, String field) {
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> draft(event, key))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.field()).isEqualTo(field);
                });
    }
}
