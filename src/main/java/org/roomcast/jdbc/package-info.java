/**
 * What is kept in a database: H2 in a file by default, PostgreSQL, or whichever of the two a container offers. The only
 * place that knows SQL. A {@link org.roomcast.jdbc.Database} is opened once and serves all that keep something in it.
 *
 * <p>JDBC blocks, so no thread of a caller may come here: each class has threads of its own or is documented as blocking.
 * No thread that uses H2 may be interrupted: an interrupted write closes the database's file.
 */
@NullMarked
package org.roomcast.jdbc;

import org.jspecify.annotations.NullMarked;
