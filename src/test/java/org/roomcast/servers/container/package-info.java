/** Starts the servers, deploys the WAR on them, and looks at their processes. */
package org.roomcast.servers.container;
