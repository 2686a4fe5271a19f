package org.roomcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the browser of the tests comes from. */
class ExecutablesTest {

    @TempDir
    Path folder;

    @Test
    void whatTheVariableNamesIsTakenWhetherItIsThereOrNot() {
        assertThat(Executables.find(Map.of(Executables.VARIABLE, "/nowhere/chrome", "PATH", folder.toString())))
                .contains(Path.of("/nowhere/chrome"));
    }

    @Test
    void anExecutableOnThePathIsFoundAndAnyOtherFileIsNot() throws IOException {
        Path chromium = Files.createFile(folder.resolve("chromium"));
        Map<String, String> environment = Map.of("PATH", folder.toString());
        assertThat(Executables.find(environment)).isNotEqualTo(java.util.Optional.of(chromium));
        assertThat(chromium.toFile().setExecutable(true)).isTrue();
        assertThat(Executables.find(environment)).contains(chromium);
    }
}
