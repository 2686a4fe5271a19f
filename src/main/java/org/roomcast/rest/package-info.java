/** Who carries it, over HTTP: one resource class per thing, each ending in the same registry. Who calls is found by a filter; what may be done is checked in the resource. */
@NullMarked
package org.roomcast.rest;

import org.jspecify.annotations.NullMarked;
