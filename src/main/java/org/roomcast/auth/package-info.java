/** Who somebody is and what that allows: tokens, API keys, access to rooms. Safe in every thread. */
@NullMarked
package org.roomcast.auth;

import org.jspecify.annotations.NullMarked;
