package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.roomcast.auth.AccessPolicy.Action;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomGrants;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPattern;
import org.roomcast.model.RoomPolicies;
import org.roomcast.model.RoomPolicy;
import org.roomcast.model.RoomPolicy.PublishRule;

class RoomAccessPolicyTest {

    private static final Identity GUEST = Identity.anonymous("Guest");
    private static final Identity ADA = user("ada", RoomGrants.NONE);
    private static final Identity PUBLISHER = user("pub", RoomGrants.NONE, "publisher");
    private static final Identity ADMIN = user("root", RoomGrants.NONE, "admin");
    private static final Identity PROGRAM = Identity.program("ci");

    private final AccessPolicy policy = policy();

    @ParameterizedTest
    @EnumSource
    void aPublicRoomIsOpenToAll(Action action) {
        for (Identity who : List.of(GUEST, ADA, PUBLISHER, ADMIN)) {
            assertThat(policy.allows(who, action, RoomName.of("lobby"))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPresenceRoomNeedsAUserAndNoGrant(Action action) {
        RoomName room = RoomName.of("presence.team");
        assertRefused(ErrorCode.UNAUTHENTICATED, policy, GUEST, action, "presence.team");
        assertThat(policy.allows(ADA, action, room)).isTrue();
        assertThat(policy.allows(ADMIN, action, room)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aPrivateRoomTellsAGuestToAuthenticate(Action action) {
        assertRefused(ErrorCode.UNAUTHENTICATED, policy, GUEST, action, "private.team");
        assertRefused(ErrorCode.UNAUTHENTICATED, policy, GUEST, action, "private.user.ada");
    }

    @Test
    void aPrivateRoomNeedsAGrantToJoin() {
        Identity granted = user("ada", new RoomGrants(List.of(new RoomPattern("private.team.*")), null));
        for (Action action : List.of(Action.JOIN, Action.SEE_MEMBERS)) {
            assertThat(policy.allows(granted, action, RoomName.of("private.team.blue")))
                    .isTrue();
            assertRefused(ErrorCode.FORBIDDEN, policy, granted, action, "private.other");
            assertRefused(ErrorCode.FORBIDDEN, policy, ADA, action, "private.team.blue");
            assertRefused(ErrorCode.FORBIDDEN, policy, PUBLISHER, action, "private.team.blue");
            assertThat(policy.allows(ADMIN, action, RoomName.of("private.team.blue")))
                    .isTrue();
        }
    }

    @Test
    void aPublishGrantNarrowsWhereOneMayPublish() {
        List<RoomPattern> all = List.of(new RoomPattern("private.*"));
        Identity silent = user("ada", new RoomGrants(all, null));
        Identity narrow = user("ada", new RoomGrants(all, List.of(new RoomPattern("private.team"))));
        Identity mute = user("ada", new RoomGrants(all, List.of()));
        assertThat(policy.allows(silent, Action.PUBLISH, RoomName.of("private.team")))
                .isTrue();
        assertThat(policy.allows(narrow, Action.PUBLISH, RoomName.of("private.team")))
                .isTrue();
        assertRefused(ErrorCode.FORBIDDEN, policy, narrow, Action.PUBLISH, "private.other");
        assertRefused(ErrorCode.FORBIDDEN, policy, mute, Action.PUBLISH, "private.team");
    }

    @ParameterizedTest
    @EnumSource
    void aUsersRoomIsThatUsersAloneWhateverATokenGrants(Action action) {
        List<RoomPattern> all = List.of(new RoomPattern("*"));
        Identity eve = user("eve", new RoomGrants(all, all));
        assertThat(policy.allows(ADA, action, RoomName.of("private.user.ada"))).isTrue();
        assertRefused(ErrorCode.FORBIDDEN, policy, eve, action, "private.user.ada");
        assertRefused(ErrorCode.FORBIDDEN, policy, ADA, action, "private.user.ada.x");
        assertRefused(ErrorCode.FORBIDDEN, policy, ADA, action, "private.user.ad");
        assertThat(policy.allows(ADMIN, action, RoomName.of("private.user.ada")))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theServersRoomsAreForNobody(Action action) {
        for (Identity who : List.of(GUEST, ADA, PUBLISHER, ADMIN, PROGRAM)) {
            assertRefused(ErrorCode.FORBIDDEN, policy, who, action, "system.dashboard");
        }
    }

    @Test
    void theRoomsPolicySaysWhoPublishes() {
        AccessPolicy ruled = policy(PublishRule.USERS, PublishRule.PUBLISHERS, PublishRule.NOBODY);
        assertRefused(ErrorCode.FORBIDDEN, ruled, GUEST, Action.PUBLISH, "users.a");
        assertThat(ruled.allows(ADA, Action.PUBLISH, RoomName.of("users.a"))).isTrue();
        assertRefused(ErrorCode.FORBIDDEN, ruled, ADA, Action.PUBLISH, "publishers.a");
        assertThat(ruled.allows(PUBLISHER, Action.PUBLISH, RoomName.of("publishers.a")))
                .isTrue();
        assertRefused(ErrorCode.FORBIDDEN, ruled, PUBLISHER, Action.PUBLISH, "nobody.a");
        for (String room : List.of("users.a", "publishers.a", "nobody.a")) {
            assertThat(ruled.allows(GUEST, Action.JOIN, RoomName.of(room))).isTrue();
            assertThat(ruled.allows(ADMIN, Action.PUBLISH, RoomName.of(room))).isTrue();
        }
    }

    @Test
    void aProgramPublishesButEntersNoPrivateRoom() {
        assertThat(policy.allows(PROGRAM, Action.PUBLISH, RoomName.of("lobby"))).isTrue();
        assertThat(policy.allows(PROGRAM, Action.PUBLISH, RoomName.of("private.team")))
                .isTrue();
        assertRefused(ErrorCode.FORBIDDEN, policy, PROGRAM, Action.JOIN, "private.team");
        assertRefused(ErrorCode.FORBIDDEN, policy, PROGRAM, Action.JOIN, "private.user.ada");
        assertRefused(ErrorCode.FORBIDDEN, policy, PROGRAM, Action.PUBLISH, "private.user.ada");
    }

    private static AccessPolicy policy(PublishRule... rules) {
        return new RoomAccessPolicy(new RoomPolicies(Arrays.stream(rules)
                .map(rule -> new RoomPolicies.Rule(
                        new RoomPattern(rule.name().toLowerCase(java.util.Locale.ROOT) + ".*"),
                        new RoomPolicy(true, 0, rule, Retention.DEFAULT)))
                .toList()));
    }

    private static Identity user(String id, RoomGrants grants, String... roles) {
        return new Identity(id, id, null, Set.of(roles), grants, null);
    }

    private static void assertRefused(ErrorCode code, AccessPolicy policy, Identity who, Action action, String room) {
        assertThatExceptionOfType(ProtocolException.class)
                .as("%s %s", action, room)
                .isThrownBy(() -> policy.require(who, action, RoomName.of(room)))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
