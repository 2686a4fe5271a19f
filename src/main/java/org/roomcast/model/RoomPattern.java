package org.roomcast.model;

/**
 * A pattern of room names, in which {@code *} stands for any run of characters, dots included. Immutable.
 *
 * @param glob the pattern, case-sensitive
 */
public record RoomPattern(String glob) {

    public boolean matches(RoomName room) {
        return matches(glob, room.value());
    }

    /** Greedy matching with one point of return: linear in practice, never exponential, whatever the pattern. */
    private static boolean matches(String glob, String name) {
        int g = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                resume = n;
            } else if (g < glob.length() && glob.charAt(g) == name.charAt(n)) {
                g++;
                n++;
            } else if (star >= 0) {
                g = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
