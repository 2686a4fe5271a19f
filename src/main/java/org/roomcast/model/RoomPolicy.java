package org.roomcast.model;

/**
 * What holds for the rooms of one name pattern. Immutable.
 *
 * @param presence whether the room tells who is in it; {@code presence.} rooms always do
 * @param maxMembers the most connections in the room; 0 for no limit
 * @param publish who may publish
 * @param history how much history is kept
 */
public record RoomPolicy(boolean presence, int maxMembers, PublishRule publish, Retention history) {

    public static final RoomPolicy DEFAULT = new RoomPolicy(true, 0, PublishRule.MEMBERS, Retention.DEFAULT);
    /** For the rooms that carry the server's own events: nobody needs to see who reads them. */
    static final RoomPolicy SYSTEM = new RoomPolicy(false, 0, PublishRule.MEMBERS, Retention.NONE);
    /** For the room of one user, who knows that nobody else is there. */
    static final RoomPolicy OF_USER = new RoomPolicy(false, 0, PublishRule.MEMBERS, Retention.DEFAULT);

    /** Who may publish into a room; membership is needed in any case. */
    public enum PublishRule {
        /** Any member. */
        MEMBERS,
        /** Members with a user id. */
        USERS,
        /** Members with the role {@code publisher}. */
        PUBLISHERS,
        /** Nobody but administrators, the server itself and REST. */
        NOBODY
    }
}
