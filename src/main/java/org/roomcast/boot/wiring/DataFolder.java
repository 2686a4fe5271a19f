package org.roomcast.boot.wiring;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the folder for what outlives the process: the one that is set, else one that suits the host. */
final class DataFolder {

    /** The system properties under which application servers tell a folder that is theirs to write. */
    private static final List<String> HOSTS =
            List.of("jboss.server.data.dir", "com.sun.aas.instanceRoot", "catalina.base");

    private DataFolder() {}

    static Path choose(@Nullable Path configured) {
        if (configured != null) {
            return configured;
        }
        for (String property : HOSTS) {
            String folder = System.getProperty(property);
            if (folder != null) {
                return Path.of(folder, "roomcast");
            }
        }
        return Path.of("data");
    }
}
