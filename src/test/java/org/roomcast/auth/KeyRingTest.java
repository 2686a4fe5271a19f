package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.model.Identity;
import org.roomcast.testing.ManualClock;

class KeyRingTest {

    private static final NewApiKey CI = NewApiKey.named("ci");
    private static final NewApiKey SHOP = NewApiKey.named("shop");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private Path file;

    @BeforeEach
    void aFile() {
        file = folder.resolve("keys");
    }

    @Test
    void theFilesKeysHoldBesideThoseOfTheConfiguration() throws IOException {
        Files.writeString(file, "# programs\n\n  " + CI.line() + "  \r\n");
        KeyRing ring = ring("billing:k1");
        assertThat(ring.identify(CI.key())).map(Identity::name).contains("ci");
        assertThat(ring.identify("k1")).map(Identity::name).contains("billing");
        assertThat(ring.identify(SHOP.key())).isEmpty();
        assertThat(ring.identify(CI.line().substring(3)))
                .as("the hash is no key")
                .isEmpty();
    }

    @Test
    void aKeyIsRevokedAndAnotherGivenWhileTheServerRuns() throws IOException {
        Files.writeString(file, CI.line());
        KeyRing ring = ring("");
        assertThat(ring.reread()).as("nothing has changed").isEmpty();
        Files.writeString(file, SHOP.line());
        assertThat(ring.reread()).containsExactly("ci");
        assertThat(ring.identify(CI.key())).isEmpty();
        assertThat(ring.identify(SHOP.key())).map(Identity::name).contains("shop");
    }

    @Test
    void aKeyThatGetsAnotherHashHasEnded() throws IOException {
        Files.writeString(file, CI.line());
        KeyRing ring = ring("");
        NewApiKey second = NewApiKey.named("ci");
        Files.writeString(file, second.line());
        assertThat(ring.reread()).containsExactly("ci");
        assertThat(ring.identify(CI.key())).isEmpty();
        assertThat(ring.identify(second.key())).isPresent();
    }

    @Test
    void aFileThatIsGoneHoldsNoKeysAndOneThatComesBackDoes() throws IOException {
        Files.writeString(file, CI.line());
        KeyRing ring = ring("billing:k1");
        Files.delete(file);
        assertThat(ring.reread()).containsExactly("ci");
        assertThat(ring.identify(CI.key())).isEmpty();
        assertThat(ring.identify("k1")).isPresent();
        Files.writeString(file, CI.line());
        ring.reread();
        assertThat(ring.identify(CI.key())).isPresent();
    }

    @Test
    void aFileThatCannotBeReadLeavesTheKeysAsTheyWere() throws IOException {
        Files.writeString(file, CI.line());
        KeyRing ring = ring("");
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(ring.reread()).isEmpty();
        assertThat(ring.identify(CI.key())).isPresent();
    }

    @Test
    void aLineThatIsNoKeyCostsTheOthersNothing() throws IOException {
        Files.writeString(file, CI.line());
        KeyRing ring = ring("billing:k1");
        Files.writeString(
                file,
                String.join(
                        "\n",
                        "rubbish",
                        SHOP.line(),
                        CI.line() + "0",
                        "billing:" + CI.line().substring(3)));
        assertThat(ring.reread()).containsExactly("ci");
        assertThat(ring.identify(SHOP.key())).isPresent();
        assertThat(ring.identify("k1")).map(Identity::name).contains("billing");
        assertThat(ring.identify(CI.key())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20", "2026-11-20T23:59:59Z expires=2026-11-21T00:00:00Z"})
    void aKeyMayHaveAnEnd(String end) throws IOException {
        Files.writeString(file, CI.line() + " expires=" + end);
        KeyRing ring = ring("");
        assertThat(ring.identify(CI.key())).map(Identity::expiresAt).contains(Instant.parse("2026-11-21T00:00:00Z"));
        clock.advance(Duration.between(clock.instant(), Instant.parse("2026-11-20T23:59:59.999Z")));
        assertThat(ring.identify(CI.key())).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(ring.identify(CI.key())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tulip",
                "ci:tulip",
                "ci:sha256:tulip",
                ":sha256:0000000000000000000000000000000000000000000000000000000000000000",
                "ci:sha256:0000000000000000000000000000000000000000000000000000000000000000 tulip",
                "ci:sha256:0000000000000000000000000000000000000000000000000000000000000000 expires=tulip"
            })
    void aMistakeInTheFileStopsTheStartWithItsLineAndNothingOfIt(String line) throws IOException {
        Files.writeString(file, CI.line().replace("ci:", "first:") + "\n" + line);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ring(""))
                .withMessageContaining("line 2 of " + file)
                .withMessageNotContaining("tulip");
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> ring("")).withMessageContaining("not there");
    }

    @Test
    void usesAreCountedByName() throws IOException {
        Files.writeString(file, CI.line());
        KeyRing ring = ring("");
        ring.identify(CI.key());
        clock.advance(Duration.ofSeconds(5));
        ring.identify(CI.key());
        ring.identify("no key");
        assertThat(ring.uses()).containsOnlyKeys("ci");
        assertThat(ring.use("ci")).isEqualTo(new KeyRing.Use(2, clock.instant()));
        assertThat(ring.use("shop").count()).isZero();
        assertThat(ring.refused()).isEqualTo(1);
    }

    @Test
    void newKeysAreLongDifferentAndNotShown() {
        assertThat(CI.key()).hasSizeGreaterThan(64).isNotEqualTo(SHOP.key());
        assertThat(List.of(CI.toString(), CI.line())).noneMatch(text -> text.contains(CI.key()));
        assertThatIllegalArgumentException().isThrownBy(() -> NewApiKey.named("a b"));
    }

    private KeyRing ring(String configured) {
        return KeyRing.of(ApiKeys.parse(configured), new KeyFile(file), clock);
    }
}
