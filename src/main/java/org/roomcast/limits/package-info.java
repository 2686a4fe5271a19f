/** How much anyone may ask of the server: rates that are bounded in memory, addresses behind proxies, what was refused. */
@NullMarked
package org.roomcast.limits;

import org.jspecify.annotations.NullMarked;
