/** What Autobahn's fuzzing client needs: a server that echoes, and the client in a process of its own. */
package org.roomcast.servers.autobahn;
