/** Notifications per user: the port and its in-process implementation. */
@NullMarked
package org.roomcast.inbox;

import org.jspecify.annotations.NullMarked;
