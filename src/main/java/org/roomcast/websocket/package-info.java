/** Who carries it, over WebSocket: endpoints, handshake, frames in. The endpoints are tiny; what comes in is assembled and dispatched on the container thread, and nothing here blocks it. */
@NullMarked
package org.roomcast.websocket;

import org.jspecify.annotations.NullMarked;
