/** The standalone server: embedded Tyrus, Jersey and Weld on one Grizzly port, and the command line. Not part of the WARs. */
@NullMarked
package org.roomcast.boot;

import org.jspecify.annotations.NullMarked;
