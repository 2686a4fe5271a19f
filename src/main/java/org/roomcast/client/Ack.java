package org.roomcast.client;

import org.jspecify.annotations.Nullable;
import org.roomcast.model.Position;

/**
 * The server has carried out a request. Immutable.
 *
 * @param action the type of the frame that is answered, such as {@code publish}
 * @param room the room that it was about; null when about none
 * @param position of a {@code publish}: where the event is stored; of a {@code join}: the last event of the room; null in
 *     rooms without history
 * @param duplicate whether the server knew the {@code key}, so that nothing was stored a second time
 * @param delivered to how many connections a private message or a broadcast went; -1 when the server does not say
 */
public record Ack(
        String action, @Nullable String room, @Nullable Position position, boolean duplicate, int delivered) {}
