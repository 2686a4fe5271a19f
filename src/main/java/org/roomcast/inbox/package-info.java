/** Notifications per user and who has read them: the port and its in-process implementation. Safe in every thread. */
@NullMarked
package org.roomcast.inbox;

import org.jspecify.annotations.NullMarked;
