/** The live dashboard as a feature: figures measured from the running server, and widgets pushed by programs. Used by both carriers. */
@NullMarked
package org.roomcast.dashboard;

import org.jspecify.annotations.NullMarked;
