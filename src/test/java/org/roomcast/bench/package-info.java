/**
 * The bench: starts the standalone server and a peer, loads both over loopback and prints what a delivery costs.
 *
 * <p>One thread with one selector drives all connections; every class but {@link org.roomcast.bench.Children} belongs
 * to that thread. Figures are those of the server's process, so that the load client's own cost does not enter them.
 */
package org.roomcast.bench;
