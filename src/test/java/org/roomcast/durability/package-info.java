/**
 * Nothing lost, nothing twice, in order: many clients work on a server that is killed, cut off, slowed down or without
 * its database, and a checker reads what each of them has seen. The checker is tested with histories that are wrong.
 */
package org.roomcast.durability;
