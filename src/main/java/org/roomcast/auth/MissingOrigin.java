package org.roomcast.auth;

/** What is done with a handshake that has no {@code Origin}. Every browser sends one; programs need not. */
public enum MissingOrigin {
    /** It is taken. */
    ANY,
    /** It is taken when it brings a token. */
    TOKEN,
    /** It is refused. */
    REFUSE
}
