package org.roomcast.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTest {

    @Test
    void textFormsShowNoContent() {
        Identity identity = new Identity(
                "ada-id",
                "Ada Name",
                "ada@example.org",
                Set.of("secret-role"),
                new RoomGrants(List.of(new RoomPattern("private.x")), null),
                Instant.EPOCH);
        Payload payload = new Payload("{\"text\":\"hidden\"}");
        assertThat(payload.toString()).doesNotContain("hidden");
        assertThat(identity.toString()).doesNotContain("ada", "Ada", "example", "secret-role");
        Draft draft = Draft.of(RoomName.of("lobby"), "message", payload);
        assertThat(draft.toString()).doesNotContain("hidden");
        assertThat(new Publication(null, null, "message", payload, null, Instant.EPOCH).toString())
                .doesNotContain("hidden");
    }

    @Test
    void connectionIdsAreDifferentAndFitForUrls() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(ConnectionId.random().value());
        }
        assertThat(ids).hasSize(10_000).allMatch(id -> id.matches("[A-Za-z0-9_-]{16}"));
    }

    @Test
    void grantsOpenWhatTheirPatternsMatch() {
        RoomGrants grants = new RoomGrants(List.of(new RoomPattern("private.team.*")), List.of());
        assertThat(grants.allowJoin(RoomName.of("private.team.a"))).isTrue();
        assertThat(grants.allowJoin(RoomName.of("private.other"))).isFalse();
        assertThat(grants.allowPublish(RoomName.of("private.team.a"))).isFalse();
        assertThat(RoomGrants.NONE.allowJoin(RoomName.of("private.team.a"))).isFalse();
        assertThat(RoomGrants.NONE.allowPublish(RoomName.of("private.team.a"))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void closeReasonsFitIntoTheirFrame(Disconnect why) {
        assertThat(why.reason().getBytes(StandardCharsets.UTF_8).length).isBetween(1, 123);
        assertThat(why.reason()).isASCII();
        assertThat(why.code()).matches(code -> code < 1016 || code >= 4000 && code < 4300);
    }

    @Test
    void closeCodesAreThoseOfTheProtocol() {
        assertThat(Arrays.stream(Disconnect.values()).map(Disconnect::code))
                .containsExactlyInAnyOrder(
                        1000, 1001, 1003, 1009, 1011, 4001, 4003, 4004, 4005, 4100, 4101, 4102, 4103, 4200, 4201, 4202,
                        4203);
    }

    @Test
    void errorCodesAreThoseOfTheProtocol() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::code))
                .containsExactlyInAnyOrder(
                        "bad_frame",
                        "unknown_type",
                        "too_large",
                        "bad_room",
                        "not_joined",
                        "unauthenticated",
                        "forbidden",
                        "room_full",
                        "too_many_rooms",
                        "rate_limited",
                        "not_found",
                        "token_expired",
                        "unavailable",
                        "internal");
    }

    @Test
    void aRefusalIsCheapAndSaysWhatToDo() {
        ProtocolException refused = new ProtocolException(ErrorCode.RATE_LIMITED, "Slow down", Duration.ofSeconds(2));
        assertThat(refused.getStackTrace()).isEmpty();
        assertThat(refused.text()).isEqualTo("Slow down");
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(2));
        FieldException field = new FieldException(ErrorCode.BAD_FRAME, "room", "is missing");
        assertThat(field.text()).isEqualTo("\"room\" is missing");
        assertThat(field.problem()).isEqualTo("is missing");
    }
}
