package org.roomcast.model;

import java.util.List;

/**
 * The policies of all rooms: the first pattern that matches a name decides. Immutable.
 *
 * @param rules in the order in which they are tried
 */
public record RoomPolicies(List<Rule> rules) {

    /** A policy and the names for which it is. */
    public record Rule(RoomPattern match, RoomPolicy policy) {}

    public RoomPolicies {
        rules = List.copyOf(rules);
    }

    public RoomPolicy of(RoomName room) {
        if (room.isSystem()) {
            return RoomPolicy.SYSTEM;
        }
        if (room.isOfUser()) {
            return RoomPolicy.OF_USER;
        }
        RoomPolicy policy = rules.stream()
                .filter(rule -> rule.match().matches(room))
                .map(Rule::policy)
                .findFirst()
                .orElse(RoomPolicy.DEFAULT);
        return room.isPresence()
                ? new RoomPolicy(true, policy.maxMembers(), policy.publish(), policy.history())
                : policy;
    }
}
