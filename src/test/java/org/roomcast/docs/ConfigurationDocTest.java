package org.roomcast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.roomcast.config.SettingKey;
import org.roomcast.config.SettingKeys;

/** The document and the code name the same settings, with the same defaults and the same meaning. */
class ConfigurationDocTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(roomcast\\.[^`]+)` \\| (?:`([^`]*)`|–) \\| (.*?) \\|$");

    @Test
    void theTableIsTheCode() throws IOException {
        String document = Files.readString(Path.of("docs/CONFIGURATION.md"));
        List<SettingKey> documented =
                ROW.matcher(document).results().map(ConfigurationDocTest::key).toList();
        assertThat(documented).containsExactlyElementsOf(SettingKeys.ALL);
    }

    private static SettingKey key(MatchResult row) {
        return new SettingKey(row.group(1), row.group(2) == null ? "" : row.group(2), row.group(3));
    }
}
