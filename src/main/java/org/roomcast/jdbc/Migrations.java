package org.roomcast.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database's schema up to date. The migrations are named here one by one: no class path is searched, since each
 * server has protocols of its own for what is inside a WAR.
 */
final class Migrations {

    /** In the folder {@code migration}, in their order. A file that was released is never changed. */
    static final List<String> NAMES = List.of("V1__history.sql", "V2__inbox.sql", "V3__events_by_room.sql");

    /** Beside the tables of others, where a container's database is shared. */
    private static final String HISTORY_TABLE = "roomcast_schema";

    private static final int EPOCH_BYTES = 6;

    private Migrations() {}

    /** @throws DatabaseException when a migration fails, or the schema is newer than this program */
    static void run(DataSource source, Dialect dialect) {
        run(source, dialect, MigrationVersion.LATEST);
    }

    /** The same for the tables as they were, up to a version. */
    static void run(DataSource source, Dialect dialect, MigrationVersion last) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .loggers(QuietLog.Creator.class.getName())
                    .dataSource(source)
                    .table(HISTORY_TABLE)
                    // a database with tables of others in it is welcome
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .resourceProvider(new Named())
                    .javaMigrationClassProvider(List::of)
                    .placeholders(placeholders(dialect))
                    .target(last)
                    .load()
                    .migrate();
        } catch (FlywayException failed) {
            throw new DatabaseException("The tables of Roomcast cannot be made or brought up to date", failed);
        }
    }

    private static Map<String, String> placeholders(Dialect dialect) {
        byte[] random = new byte[EPOCH_BYTES];
        new SecureRandom().nextBytes(random);
        Map<String, String> values = new HashMap<>(dialect.placeholders());
        values.put("epoch", HexFormat.of().formatHex(random));
        return values;
    }

    /** Hands out the migrations that are named. */
    private static final class Named implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return NAMES.contains(name) ? new Script(name) : null;
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return NAMES.stream()
                    .filter(name -> !prefix.isEmpty() && name.startsWith(prefix))
                    .filter(name -> Stream.of(suffixes).anyMatch(name::endsWith))
                    .<LoadableResource>map(Script::new)
                    .toList();
        }
    }

    private static final class Script extends LoadableResource {
        private final String name;

        Script(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            try (InputStream in = Migrations.class.getResourceAsStream("migration/" + name)) {
                if (in == null) {
                    throw new IllegalStateException(name + " is missing: the build is broken");
                }
                return new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public @Nullable String getAbsolutePathOnDisk() {
            return null;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
