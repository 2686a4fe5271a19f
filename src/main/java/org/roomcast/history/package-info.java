/**
 * The events of rooms, kept so that nobody who was away loses one: the port and its in-process implementation. What one
 * store holds of a room is that room's log; its events have positions.
 */
@NullMarked
package org.roomcast.history;

import org.jspecify.annotations.NullMarked;
