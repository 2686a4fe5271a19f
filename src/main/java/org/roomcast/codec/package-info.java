/** What is said: wire dialects over one set of commands and events. The only place that knows JSON on the socket; everything here is stateless or immutable and safe in every thread. */
@NullMarked
package org.roomcast.codec;

import org.jspecify.annotations.NullMarked;
