package org.roomcast.model;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as far as the server knows: from a token, an API key or nothing at all. Immutable.
 *
 * @param id the user id; null for an anonymous connection
 * @param name the display name, at most {@value #MAX_NAME} characters
 * @param email the e-mail address; null when the token had none
 * @param roles {@link #PUBLISHER}, {@link #ADMIN} and roles of the application's own; {@link #USER} is implied by an id
 * @param grants the rooms that the token opens
 * @param expiresAt when the identity ends; null for never
 */
public record Identity(
        @Nullable String id,
        String name,
        @Nullable String email,
        Set<String> roles,
        RoomGrants grants,
        @Nullable Instant expiresAt) {

    /** Any authenticated user. */
    public static final String USER = "user";
    /** May broadcast and push by REST. */
    public static final String PUBLISHER = "publisher";
    /** May do everything. */
    public static final String ADMIN = "admin";
    /** What the ids of anonymous connections begin with in presence; no user's id does. */
    public static final String ANONYMOUS_PREFIX = "anon-";
    /** The longest display name, in characters. */
    public static final int MAX_NAME = 100;

    private static final String NAMELESS = "anonymous";
    /** Control, direction, invisible and surrogate characters: they forge lines, turn text around, make names alike. */
    private static final Pattern UNPRINTABLE = Pattern.compile(
            "[\\p{Cc}\\p{Cs}\\u061C\\u200B\\u200E\\u200F\\u2060\\u202A-\\u202E\\u2066-\\u2069\\u2028\\u2029\\uFEFF]");

    public Identity {
        roles = Set.copyOf(roles);
    }

    /**
     * An identity without an id.
     *
     * @param name the chosen name; null or blank for none
     */
    public static Identity anonymous(@Nullable String name) {
        return new Identity(null, displayName(name, NAMELESS), null, Set.of(), RoomGrants.NONE, null);
    }

    /** A program that holds an API key: it publishes and has no user id. */
    public static Identity program(String name) {
        return program(name, null);
    }

    /** The same, by a key that has an end; null for none. */
    public static Identity program(String name, @Nullable Instant expiresAt) {
        return new Identity(null, name, null, Set.of(PUBLISHER), RoomGrants.NONE, expiresAt);
    }

    /** Whether this is the program that holds the API key of this name. */
    public boolean isProgram(String key) {
        return id == null && roles.contains(PUBLISHER) && name.equals(key);
    }

    public boolean isAuthenticated() {
        return id != null;
    }

    /** Whether the identity has the role; {@link #ADMIN} has all, {@link #USER} comes with an id. */
    public boolean has(String role) {
        return roles.contains(ADMIN) || roles.contains(role) || (role.equals(USER) && isAuthenticated());
    }

    /** The id under which presence counts this identity: an anonymous connection is a user of its own. */
    public String presenceId(ConnectionId connection) {
        return id == null ? ANONYMOUS_PREFIX + connection : id;
    }

    /** Names and addresses stay out of logs. */
    @Override
    public String toString() {
        return "Identity[" + (isAuthenticated() ? "authenticated" : "anonymous") + ", roles=" + roles.size() + "]";
    }

    /** A name fit to be shown: without control characters, stripped, shortened; {@code otherwise} when none is left. */
    public static String displayName(@Nullable String name, String otherwise) {
        String clean =
                name == null ? "" : UNPRINTABLE.matcher(name).replaceAll("").strip();
        if (clean.isEmpty()) {
            return otherwise;
        }
        return clean.codePointCount(0, clean.length()) <= MAX_NAME
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, MAX_NAME));
    }
}
