/**
 * Attacks on the standalone server, from outside. Each checks what comes of it, and that two users who talk to each
 * other all the while notice nothing.
 */
package org.roomcast.abuse;
