/**
 * An order desk with Roomcast inside. The book keeps the orders and tells the room about each change; the rest is the
 * REST resource in front of it, and what Roomcast lets an application add: a filter and observers.
 */
package org.roomcast.examples.orders;
