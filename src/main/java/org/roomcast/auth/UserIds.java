package org.roomcast.auth;

import org.jspecify.annotations.Nullable;

/** What a user id may be, wherever it comes from. */
final class UserIds {

    /** In characters: an e-mail address or a distinguished name fits. */
    private static final int MAX = 200;

    private UserIds() {}

    static boolean isValid(@Nullable String id) {
        return id != null && !id.isBlank() && id.length() <= MAX && id.chars().noneMatch(Character::isISOControl);
    }
}
