/** Fakes and small tools that the tests of all packages share. The fakes hold the contracts of what they stand for. */
@NullMarked
package org.roomcast.testing;

import org.jspecify.annotations.NullMarked;
