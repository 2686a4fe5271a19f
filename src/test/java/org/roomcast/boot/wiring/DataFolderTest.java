package org.roomcast.boot.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.config.SettingException;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void theFolderThatIsSetIsTakenAsItIs() {
        Properties server = properties("catalina.base", "/srv/tomcat");
        assertThat(DataFolder.choose(Path.of("/var/chat"), "desk", server).path())
                .isEqualTo(Path.of("/var/chat"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jboss.server.data.dir", "com.sun.aas.instanceRoot", "catalina.base"})
    void onAServerEachDeploymentHasAFolderInThatOfTheServer(String property) {
        Properties server = properties(property, "/srv/server");
        assertThat(DataFolder.choose(null, "desk", server).path()).isEqualTo(Path.of("/srv/server/roomcast/desk"));
        assertThat(DataFolder.choose(null, "stock", server).path()).isEqualTo(Path.of("/srv/server/roomcast/stock"));
    }

    @Test
    void elsewhereItIsInTheWorkingFolder() {
        assertThat(DataFolder.choose(null, null, new Properties()).path()).isEqualTo(Path.of("data"));
        assertThat(DataFolder.choose(null, "desk", new Properties()).path()).isEqualTo(Path.of("data/desk"));
    }

    @Test
    void choosingMakesNothing() {
        assertThat(chosen("new").path()).doesNotExist();
    }

    @Test
    void openingMakesTheFolderForItsOwnerAlone() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path made = chosen("a/b").open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderThatIsThereIsLeftAsItIs() throws IOException {
        Path kept = Files.createFile(folder.resolve("kept"));
        assertThat(new DataFolder(folder, false).open()).isEqualTo(folder);
        assertThat(kept).exists();
    }

    @Test
    void aFolderThatCannotBeMadeStopsTheStartAndIsNamed() throws IOException {
        Files.createFile(folder.resolve("file"));
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(chosen("file/below")::open)
                .withMessageContaining(folder.resolve("file/below").toString())
                .withMessageContaining("cannot be made")
                .withMessageContaining("roomcast.data.dir");
    }

    @Test
    void aFolderThatMayNotBeWrittenStopsTheStart() {
        // not even root may write there
        Path readOnly = Path.of("/proc/self");
        assumeTrue(Files.isDirectory(readOnly) && !Files.isWritable(readOnly), "needs a folder that is read-only");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(new DataFolder(readOnly, false)::open)
                .withMessageContaining("cannot be written");
    }

    @Test
    void aSecretThatIsThereNeedsNoFolderThatCanBeWritten() throws IOException {
        String secret = "0123456789012345678901234567890123";
        Files.writeString(folder.resolve("auth.secret"), secret + "\n");
        assertThat(SecretFile.loadOrCreate(new DataFolder(folder, false))).isNotNull();
        assertThat(folder.resolve("auth.secret")).hasContent(secret);
    }

    private DataFolder chosen(String below) {
        return new DataFolder(folder.resolve(below), false);
    }

    private static Properties properties(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        return properties;
    }
}
