/** Records what the tests saw on each server and composes the server matrix. */
package org.roomcast.servers.matrix;
