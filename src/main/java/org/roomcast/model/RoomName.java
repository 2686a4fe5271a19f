package org.roomcast.model;

/**
 * The name of a room: 1 to 164 of {@code A-Z a-z 0-9 _ - = @ , . ;} (PROTOCOL.md section 3). Immutable.
 *
 * @param value the name as it travels
 */
public record RoomName(String value) implements Comparable<RoomName> {

    /** The longest name, in characters. */
    public static final int MAX_LENGTH = 164;

    private static final String PUNCTUATION = "_-=@,.;";
    private static final String PRIVATE = "private.";
    private static final String PRIVATE_USER = "private.user.";
    private static final String PRESENCE = "presence.";
    private static final String SYSTEM = "system.";

    /** @throws ProtocolException {@link ErrorCode#BAD_ROOM} when the name is not allowed */
    public RoomName {
        if (!isValid(value)) {
            throw new ProtocolException(
                    ErrorCode.BAD_ROOM, "A room name is 1 to " + MAX_LENGTH + " of A-Z a-z 0-9 _ - = @ , . ;");
        }
    }

    public static RoomName of(String value) {
        return new RoomName(value);
    }

    /** Tells whether {@code value} is a room name. */
    public static boolean isValid(String value) {
        return !value.isEmpty() && value.length() <= MAX_LENGTH && value.chars().allMatch(RoomName::isAllowed);
    }

    /**
     * The room of one user alone, which carries the user's notifications.
     *
     * @throws ProtocolException {@link ErrorCode#BAD_ROOM} when the id has characters that a room name has not
     */
    public static RoomName ofUser(String userId) {
        return new RoomName(PRIVATE_USER + userId);
    }

    public boolean isPrivate() {
        return value.startsWith(PRIVATE);
    }

    /** Whether the room is {@code private.user.…}, one user's own. */
    public boolean isOfUser() {
        return value.startsWith(PRIVATE_USER);
    }

    /** Whether the room is {@code private.user.<userId>} for this very id. */
    public boolean isOfUser(String userId) {
        return isOfUser() && value.substring(PRIVATE_USER.length()).equals(userId);
    }

    public boolean isPresence() {
        return value.startsWith(PRESENCE);
    }

    /** Whether the room is the server's own: nobody publishes there. */
    public boolean isSystem() {
        return value.startsWith(SYSTEM);
    }

    /** Whether anyone whom the server lets connect may enter. */
    public boolean isPublic() {
        return !isPrivate() && !isPresence() && !isSystem();
    }

    @Override
    public int compareTo(RoomName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || PUNCTUATION.indexOf(c) >= 0;
    }
}
