/**
 * What Roomcast does on every server, seen by clients from outside. Each class runs once per server: Arquillian starts
 * it, the same deployment serves all classes, and each test becomes a row of the server matrix.
 */
package org.roomcast.servers;
