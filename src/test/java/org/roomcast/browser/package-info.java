/** The pages and the JavaScript client in a real Chromium. Where there is none, these tests are skipped and say so. */
@NullMarked
package org.roomcast.browser;

import org.jspecify.annotations.NullMarked;
