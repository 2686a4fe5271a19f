/** Puts the parts together on every server: the only place that reads settings and chooses implementations. */
@NullMarked
package org.roomcast.boot.wiring;

import org.jspecify.annotations.NullMarked;
