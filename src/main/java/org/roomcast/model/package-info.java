/** The nouns of the domain as immutable values, and the closed sets of errors and endings. Sees no other package; safe in every thread. */
@NullMarked
package org.roomcast.model;

import org.jspecify.annotations.NullMarked;
