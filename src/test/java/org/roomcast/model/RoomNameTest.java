package org.roomcast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "0", "lobby", "team.blue-1,a;b@c=d_e", "A.Z", ".", "..", "private", "private.user.ada"})
    void takesTheCharactersOfTheProtocol(String name) {
        assertThat(RoomName.of(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "the lobby",
                "team/blue",
                "#lobby",
                "küche",
                "a\n",
                "a\u0000",
                "💬",
                "a*",
                "a:b",
                "%41",
                "٣"
            })
    void refusesEverythingElse(String name) {
        assertThat(RoomName.isValid(name)).isFalse();
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> RoomName.of(name))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_ROOM));
    }

    @Test
    void takes164CharactersAndNotOneMore() {
        assertThat(RoomName.isValid("r".repeat(164))).isTrue();
        assertThat(RoomName.isValid("r".repeat(165))).isFalse();
    }

    @Test
    void aRefusalDoesNotRepeatTheName() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> RoomName.of("<script>"))
                .satisfies(refused -> assertThat(refused.text()).doesNotContain("script"));
    }

    @Test
    void thePrefixSaysWhatKindOfRoomItIs() {
        assertThat(RoomName.of("private.team").isPrivate()).isTrue();
        assertThat(RoomName.of("presence.team").isPresence()).isTrue();
        assertThat(RoomName.of("system.dashboard").isSystem()).isTrue();
        assertThat(RoomName.of("lobby").isPublic()).isTrue();
        for (String notPublic : new String[] {"private.team", "presence.team", "system.dashboard", "private."}) {
            assertThat(RoomName.of(notPublic).isPublic()).as(notPublic).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "privates.a", "Private.a", "xprivate.a", "presence", "system", "a.private.b"})
    void aNameThatOnlyLooksLikeAPrefixIsPublic(String name) {
        assertThat(RoomName.of(name).isPublic()).isTrue();
    }

    @Test
    void aUsersRoomIsThatUsersAlone() {
        RoomName own = RoomName.ofUser("ada");
        assertThat(own).isEqualTo(RoomName.of("private.user.ada"));
        assertThat(own.isOfUser("ada")).isTrue();
        assertThat(own.isOfUser("ad")).isFalse();
        assertThat(own.isOfUser("ada2")).isFalse();
        assertThat(own.isOfUser("Ada")).isFalse();
        assertThat(RoomName.of("private.user.ada.x").isOfUser("ada")).isFalse();
        assertThat(RoomName.of("private.user.ada.x").isOfUser()).isTrue();
        assertThat(RoomName.of("private.users").isOfUser()).isFalse();
    }

    @Test
    void aUserIdThatNoRoomNameTakesIsRefused() {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> RoomName.ofUser("ada lovelace"));
    }

    @Test
    void namesAreOrderedByTheirText() {
        assertThat(RoomName.of("a")).isLessThan(RoomName.of("b"));
        assertThat(RoomName.of("lobby")).hasToString("lobby");
    }
}
