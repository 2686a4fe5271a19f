package org.roomcast.auth;

import org.jspecify.annotations.Nullable;
import org.roomcast.model.Identity;

/** What a user id may be, wherever it comes from. */
final class UserIds {

    /** In characters: an e-mail address or a distinguished name fits. */
    private static final int MAX = 200;

    private UserIds() {}

    /** Ids are shown and logged: nothing invisible, nothing that ends a line, and no anonymous connection's id of presence. */
    static boolean isValid(@Nullable String id) {
        return id != null
                && !id.isBlank()
                && id.length() <= MAX
                && !id.startsWith(Identity.ANONYMOUS_PREFIX)
                && id.codePoints().allMatch(UserIds::isAllowed);
    }

    private static boolean isAllowed(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
