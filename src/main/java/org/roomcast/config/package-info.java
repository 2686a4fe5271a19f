/** The settings: where they come from, what they may be, what holds without them. Reads no Jakarta API. */
@NullMarked
package org.roomcast.config;

import org.jspecify.annotations.NullMarked;
