/** The middle: connections, rooms, order, presence, and the API that an application injects. Knows no socket and no wire format. Lock order: the entry of the room map, the room, the connection; only outboxes are offered to while a lock is held. */
@NullMarked
package org.roomcast.registry;

import org.jspecify.annotations.NullMarked;
