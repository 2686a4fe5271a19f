/**
 * A client for Java programs: one connection, many rooms, resumed without loss over any JSR 356 container. It stands
 * beside the server and knows nothing of it but the nouns of {@code model}. Each client has one thread of its own, which
 * keeps all its state and calls all listeners; every public method may be called from every thread and returns at once.
 */
@NullMarked
package org.roomcast.client;

import org.jspecify.annotations.NullMarked;
