package org.roomcast.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.roomcast.model.RoomName;
import org.roomcast.model.Sha256;

/**
 * An idempotency key together with its sender and room, in 96 bits: a collision within some minutes does not happen by
 * chance, and cannot be made with less than 2^48 attempts. Immutable.
 */
record KeyHash(int high, long low) {

    /** How long a key is remembered, PROTOCOL.md section 4. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    static KeyHash of(String sender, RoomName room, String key) {
        MessageDigest digest = Sha256.digest();
        for (String part : List.of(sender, room.value(), key)) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new KeyHash(hash.getInt(), hash.getLong());
    }

    static KeyHash of(UUID id) {
        return new KeyHash((int) id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** The id under which it is stored at a time. */
    UUID idAt(long millis) {
        return idIn(span(millis));
    }

    /** The ids under which it may have been stored if it is valid at a time, small steps back of the clock included. */
    List<UUID> idsBefore(long millis) {
        long span = span(millis);
        return List.of(idIn(span - 1), idIn(span), idIn(span + 1));
    }

    /** An id above all whose keys ended before a time, and below all whose did not. */
    static UUID firstAliveAt(long millis) {
        return new UUID((span(millis) - 1) << Integer.SIZE, 0);
    }

    private UUID idIn(long span) {
        return new UUID(span << Integer.SIZE | Integer.toUnsignedLong(high), low);
    }

    /** Positive for some thousand years, so that ids are in the same order with a sign and without. */
    private static long span(long millis) {
        return millis / LIFETIME.toMillis();
    }
}
