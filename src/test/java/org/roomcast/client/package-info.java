/** The Java client on a clock set by hand, against a scripted peer, and against the embedded server. */
@NullMarked
package org.roomcast.client;

import org.jspecify.annotations.NullMarked;
