package org.roomcast.rest;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key under which the history keeps what a request published, so that its retry publishes nothing new even after a
 * restart, when the answers of {@link IdempotentAnswers} are gone.
 */
final class RetryKey {

    private RetryKey() {}

    /**
     * @param header the {@code Idempotency-Key} of the request; null for none
     * @param what tells the publications of the same key apart
     */
    static @Nullable String of(@Nullable String header, String what) {
        return header == null
                ? null
                : UUID.nameUUIDFromBytes((what + '\n' + header).getBytes(StandardCharsets.UTF_8))
                        .toString();
    }
}
