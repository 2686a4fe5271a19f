package org.roomcast.jdbc;

import org.jspecify.annotations.Nullable;

/** A database that cannot be opened, or not be written to. The message is one sentence for whoever runs the server, and holds no password. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
