package org.roomcast.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.roomcast.model.RoomPolicies.Rule;
import org.roomcast.model.RoomPolicy.PublishRule;

class RoomPoliciesTest {

    private static final RoomPolicy SMALL = new RoomPolicy(false, 2, PublishRule.USERS, Retention.DEFAULT);
    private static final RoomPolicy CLOSED = new RoomPolicy(true, 0, PublishRule.NOBODY, Retention.DEFAULT);

    private final RoomPolicies policies = new RoomPolicies(
            List.of(new Rule(new RoomPattern("team.*"), SMALL), new Rule(new RoomPattern("*"), CLOSED)));

    @Test
    void theFirstPatternThatMatchesDecides() {
        assertThat(policies.of(RoomName.of("team.blue"))).isEqualTo(SMALL);
        assertThat(policies.of(RoomName.of("lobby"))).isEqualTo(CLOSED);
    }

    @Test
    void withoutARuleEveryMemberPublishesAndThereIsNoLimit() {
        RoomPolicy policy = new RoomPolicies(List.of()).of(RoomName.of("lobby"));
        assertThat(policy).isEqualTo(new RoomPolicy(true, 0, PublishRule.MEMBERS, Retention.DEFAULT));
    }

    @Test
    void aPresenceRoomAlwaysKeepsPresence() {
        RoomPolicies quiet = new RoomPolicies(List.of(new Rule(new RoomPattern("*"), SMALL)));
        assertThat(quiet.of(RoomName.of("presence.team")))
                .isEqualTo(new RoomPolicy(true, SMALL.maxMembers(), SMALL.publish(), Retention.DEFAULT));
        assertThat(quiet.of(RoomName.of("presence")).presence()).isFalse();
    }

    @Test
    void noRuleReachesTheServersOwnRooms() {
        assertThat(policies.of(RoomName.of("system.dashboard")).presence()).isFalse();
        assertThat(policies.of(RoomName.of("private.user.ada")).presence()).isFalse();
        assertThat(policies.of(RoomName.of("private.user.ada")).maxMembers()).isZero();
    }

    @Test
    void laterChangesOfTheListChangeNothing() {
        List<Rule> rules = new java.util.ArrayList<>();
        RoomPolicies empty = new RoomPolicies(rules);
        rules.add(new Rule(new RoomPattern("*"), CLOSED));
        assertThat(empty.of(RoomName.of("lobby"))).isEqualTo(RoomPolicy.DEFAULT);
    }
}
