/**
 * The container images of {@code docker/}, checked as far as that goes without an engine: what the files say, what the
 * build makes for them, and what their commands do when they are carried out here.
 */
package org.roomcast.docker;
