package org.roomcast.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The databases that the SQL of this package is written for, and where they differ. */
enum Dialect {
    H2(""),
    /** Other collations order names by language, and some ignore punctuation. */
    POSTGRESQL("COLLATE \"C\"");

    private final String exact;

    Dialect(String exact) {
        this.exact = exact;
    }

    /** @throws DatabaseException when the database is neither */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            default ->
                throw new DatabaseException(
                        "The database is " + product + "; Roomcast works with H2 and PostgreSQL", null);
        };
    }

    /** What stands in migrations as <code>${…}</code>; {@code exact} makes a text column compare by code unit. */
    Map<String, String> placeholders() {
        return Map.of("exact", exact);
    }
}
