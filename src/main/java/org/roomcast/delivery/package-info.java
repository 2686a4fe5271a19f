/** How frames reach one connection: a bounded queue in front of a transport. Called from every thread, blocks none. */
@NullMarked
package org.roomcast.delivery;

import org.jspecify.annotations.NullMarked;
