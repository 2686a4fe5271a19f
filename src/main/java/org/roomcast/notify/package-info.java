/** The notification inbox as a feature: keeps notifications and tells the connections of their readers. Used by both carriers; safe in every thread. */
@NullMarked
package org.roomcast.notify;

import org.jspecify.annotations.NullMarked;
