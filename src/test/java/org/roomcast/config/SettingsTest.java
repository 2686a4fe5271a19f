package org.roomcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.model.Rate;
import org.roomcast.model.Retention;
import org.roomcast.model.RoomName;
import org.roomcast.model.RoomPolicy;
import org.roomcast.model.RoomPolicy.PublishRule;

class SettingsTest {

    @TempDir
    private Path folder;

    @Test
    void withoutAnySettingTheDefaultsOfTheProtocolHold() {
        Settings settings = new SettingSources().read();
        assertThat(settings.http()).isEqualTo(new Settings.Http("127.0.0.1", 8080));
        assertThat(settings.dataDir()).isNull();
        assertThat(settings.auth().secret()).isNull();
        assertThat(settings.auth().apiKeys()).isEmpty();
        assertThat(settings.auth().anonymous()).isTrue();
        assertThat(settings.auth().origins()).isEmpty();
        assertThat(settings.limits())
                .isEqualTo(new Settings.Limits(60, 60, 65_536, 1_048_576, 10_000, 20, 100, 100, 1_048_576, 1_000));
        assertThat(settings.dashboardPublic()).isFalse();
        assertThat(settings.metricsPublic()).isFalse();
        assertThat(settings.heartbeatInterval()).isEqualTo(Duration.ofSeconds(25));
        assertThat(settings.heartbeatTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.presenceGrace()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.rooms().of(RoomName.of("lobby"))).isEqualTo(RoomPolicy.DEFAULT);
    }

    @Test
    void everySettingCanBeSet() {
        Settings settings = from(Map.ofEntries(
                Map.entry("roomcast.http.host", "0.0.0.0"),
                Map.entry("roomcast.http.port", "0"),
                Map.entry("roomcast.data.dir", "/var/lib/roomcast"),
                Map.entry("roomcast.auth.secret", "s3cret"),
                Map.entry("roomcast.auth.api-keys", "ci:key"),
                Map.entry("roomcast.auth.anonymous", "false"),
                Map.entry("roomcast.auth.origins", " https://a.example , ,https://b.example,"),
                Map.entry("roomcast.limits.frames-per-minute", "0"),
                Map.entry("roomcast.limits.frames-burst", "1"),
                Map.entry("roomcast.limits.message-size", "8192"),
                Map.entry("roomcast.limits.request-size", "8193"),
                Map.entry("roomcast.limits.connections", "1"),
                Map.entry("roomcast.limits.connections-per-user", "2"),
                Map.entry("roomcast.limits.connections-per-address", "3"),
                Map.entry("roomcast.limits.rooms-per-connection", "4"),
                Map.entry("roomcast.limits.outbox-bytes", "5"),
                Map.entry("roomcast.limits.outbox-frames", "6"),
                Map.entry("roomcast.dashboard.public", "true"),
                Map.entry("roomcast.metrics.public", "true"),
                Map.entry("roomcast.heartbeat.interval", "1m"),
                Map.entry("roomcast.heartbeat.timeout", "1500ms"),
                Map.entry("roomcast.presence.grace", "0s")));
        assertThat(settings.http()).isEqualTo(new Settings.Http("0.0.0.0", 0));
        assertThat(settings.dataDir()).isEqualTo(Path.of("/var/lib/roomcast"));
        assertThat(settings.auth().secret()).isEqualTo("s3cret");
        assertThat(settings.auth().apiKeys()).isEqualTo("ci:key");
        assertThat(settings.auth().anonymous()).isFalse();
        assertThat(settings.auth().origins()).containsExactly("https://a.example", "https://b.example");
        assertThat(settings.limits()).isEqualTo(new Settings.Limits(0, 1, 8192, 8193, 1, 2, 3, 4, 5, 6));
        assertThat(settings.dashboardPublic()).isTrue();
        assertThat(settings.metricsPublic()).isTrue();
        assertThat(settings.heartbeatInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.heartbeatTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(settings.presenceGrace()).isZero();
    }

    @Test
    void usersAndAddressesMaySendAMultipleOfAConnection() {
        GateSettings.Rates rates = new SettingSources().read().gate().rates();
        assertThat(rates.framesPerUser()).isEqualTo(Rate.perMinute(600, 600));
        assertThat(rates.framesPerAddress()).isEqualTo(Rate.perMinute(3000, 3000));
        assertThat(rates.requestsPerUser()).isEqualTo(Rate.perMinute(6000, 6000));
        assertThat(rates.requestsPerAddress()).isEqualTo(Rate.perMinute(12_000, 12_000));
        assertThat(rates.handshakes()).isEqualTo(new Rate(500, Duration.ofSeconds(1), 5000));
        assertThat(rates.handshakesPerAddress()).isEqualTo(new Rate(50, Duration.ofSeconds(1), 500));
        assertThat(from(Map.of("roomcast.limits.frames-per-minute", "0"))
                        .gate()
                        .rates()
                        .framesPerAddress()
                        .isUnlimited())
                .isTrue();
    }

    @Test
    void whatIsAskedBeforeAnybodyIsLetInCanBeSet() {
        GateSettings gate = from(Map.ofEntries(
                        Map.entry("roomcast.http.trusted-proxies", "10.0.0.0/8, ::1"),
                        Map.entry("roomcast.http.cors-origins", "https://app.example"),
                        Map.entry("roomcast.http.head-timeout", "1s"),
                        Map.entry("roomcast.http.body-timeout", "2s"),
                        Map.entry("roomcast.http.idle-timeout", "0s"),
                        Map.entry("roomcast.http.sockets-per-address", "3"),
                        Map.entry("roomcast.http.pings-per-minute", "10"),
                        Map.entry("roomcast.auth.origin-missing", "token"),
                        Map.entry("roomcast.auth.timeout", "4s"),
                        Map.entry("roomcast.limits.frames-per-user", "5"),
                        Map.entry("roomcast.limits.frames-per-address", "0"),
                        Map.entry("roomcast.limits.requests-per-user", "6"),
                        Map.entry("roomcast.limits.requests-per-address", "7"),
                        Map.entry("roomcast.limits.handshakes-per-second", "8"),
                        Map.entry("roomcast.limits.handshakes-per-address", "9")))
                .gate();
        assertThat(gate.trustedProxies()).containsExactly("10.0.0.0/8", "::1");
        assertThat(gate.corsOrigins()).containsExactly("https://app.example");
        assertThat(gate.originMissing()).isEqualTo("token");
        assertThat(gate.authTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(gate.transport())
                .isEqualTo(new GateSettings.Transport(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO, 3, Rate.perMinute(10)));
        assertThat(gate.rates())
                .isEqualTo(new GateSettings.Rates(
                        Rate.perMinute(5, 5),
                        Rate.perMinute(0, 1),
                        Rate.perMinute(6, 6),
                        Rate.perMinute(7, 7),
                        Rate.perSecond(8, 10),
                        Rate.perSecond(9, 10)));
    }

    @Test
    void laterSourcesWin() throws IOException {
        Path file = file("roomcast.http.port=1\nroomcast.http.host=file\nroomcast.limits.connections=11\n"
                + "roomcast.limits.frames-burst=21\n");
        Properties properties = new Properties();
        properties.setProperty("roomcast.http.port", "3");
        properties.setProperty("roomcast.limits.connections", "13");
        properties.setProperty("java.version", "17");
        Settings settings = new SettingSources()
                .file(file)
                .environment(Map.of(
                        "ROOMCAST_HTTP_PORT", "2",
                        "ROOMCAST_LIMITS_CONNECTIONS", "12",
                        "ROOMCAST_LIMITS_FRAMES_BURST", "22",
                        "PATH", "/bin"))
                .systemProperties(properties)
                .overrides(Map.of("roomcast.http.port", "4"))
                .read();
        assertThat(settings.http()).isEqualTo(new Settings.Http("file", 4));
        assertThat(settings.limits().connections()).isEqualTo(13);
        assertThat(settings.limits().framesBurst()).isEqualTo(22);
    }

    @Test
    void everySettingHasAnEnvironmentVariable() {
        for (SettingKey key : SettingKeys.ALL) {
            String name = key.name().replace("*", "team-a");
            String variable = key.name()
                    .replace("*", "TEAM_A")
                    .toUpperCase(java.util.Locale.ROOT)
                    .replace('.', '_')
                    .replace('-', '_');
            assertThat(SettingKeys.ofVariable(variable)).as(variable).contains(name);
        }
    }

    @Test
    void roomPoliciesComeFromTheEnvironmentToo() {
        Settings settings = new SettingSources()
                .environment(Map.of(
                        "ROOMCAST_ROOMS_X_MATCH", "x.*",
                        "ROOMCAST_ROOMS_X_MAX_MEMBERS", "5",
                        "ROOMCAST_ROOMS_X_PUBLISH", "users",
                        "ROOMCAST_ROOMS_X_PRESENCE", "false"))
                .read();
        assertThat(settings.rooms().of(RoomName.of("x.a")))
                .isEqualTo(new RoomPolicy(false, 5, PublishRule.USERS, Retention.DEFAULT));
        assertThat(settings.rooms().of(RoomName.of("y.a"))).isEqualTo(RoomPolicy.DEFAULT);
    }

    @Test
    void whatKubernetesAndTheStartScriptSetIsLeftAlone() {
        Settings settings = new SettingSources()
                .environment(Map.ofEntries(
                        Map.entry("ROOMCAST_PORT", "tcp://10.0.0.11:8080"),
                        Map.entry("ROOMCAST_PORT_8080_TCP", "tcp://10.0.0.11:8080"),
                        Map.entry("ROOMCAST_PORT_8080_TCP_ADDR", "10.0.0.11"),
                        Map.entry("ROOMCAST_PORT_8080_TCP_PORT", "8080"),
                        Map.entry("ROOMCAST_PORT_8080_TCP_PROTO", "tcp"),
                        Map.entry("ROOMCAST_SERVICE_HOST", "10.0.0.11"),
                        Map.entry("ROOMCAST_SERVICE_PORT", "8080"),
                        Map.entry("ROOMCAST_SERVICE_PORT_HTTP", "8080"),
                        Map.entry("ROOMCAST_REDIS_PORT_6379_TCP_ADDR", "10.0.0.12"),
                        Map.entry("ROOMCAST_JAVA_OPTS", "-Xmx1g")))
                .read();
        assertThat(settings.http().port()).isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource({
        "roomcast.http.prot,roomcast.http.port",
        "roomcast.auth.secrets,roomcast.auth.secret",
        "roomcast.auth.apikeys,roomcast.auth.api-keys",
        "roomcast.limits.conections,roomcast.limits.connections",
        "roomcast.limits.outbox_bytes,roomcast.limits.outbox-bytes"
    })
    void anUnknownSettingStopsTheStartAndNamesTheNearest(String name, String nearest) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> new SettingSources().overrides(Map.of(name, "tulip")))
                .withMessageContaining(name)
                .withMessageContaining("\"" + nearest + "\"")
                .withMessageNotContaining("tulip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "roomcast.rooms.*.match",
                "roomcast.rooms.x.colour",
                "roomcast.rooms.X.match",
                "roomcast.rooms.match",
                "roomcast."
            })
    void aRoomSettingNeedsAPolicyAndAKnownName(String name) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> new SettingSources().overrides(Map.of(name, "x")))
                .withMessageContaining(name);
    }

    @Test
    void anUnknownNameIsFoundInEverySource() throws IOException {
        Path file = file("roomcast.http.prot=1\n");
        Properties properties = new Properties();
        properties.setProperty("roomcast.http.prot", "1");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> new SettingSources().file(file))
                .withMessageContaining(file.toString());
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> new SettingSources().environment(Map.of("ROOMCAST_HTTP_PROT", "1")))
                .withMessageContaining("ROOMCAST_HTTP_PROT")
                .withMessageContaining("roomcast.http.port");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> new SettingSources().systemProperties(properties));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roomcast.http.host|",
                "roomcast.http.host|no such host",
                "roomcast.http.host|under_score",
                "roomcast.http.host|höst",
                "roomcast.http.host|[::1]",
                "roomcast.http.host|name:80",
                "roomcast.http.host|user@name",
                "roomcast.http.host|name/path",
                "roomcast.http.port|eighty",
                "roomcast.http.port|-1",
                "roomcast.http.port|65536",
                "roomcast.http.port|",
                "roomcast.http.port|80.5",
                "roomcast.http.port|99999999999",
                "roomcast.auth.anonymous|yes",
                "roomcast.auth.anonymous|TRUE",
                "roomcast.dashboard.public|1",
                "roomcast.metrics.public|on",
                "roomcast.limits.frames-per-minute|-1",
                "roomcast.limits.frames-burst|0",
                "roomcast.limits.message-size|8191",
                "roomcast.limits.message-size|4194305",
                "roomcast.limits.message-size|64k",
                "roomcast.limits.request-size|0",
                "roomcast.limits.connections|-1",
                "roomcast.limits.connections-per-user|many",
                "roomcast.limits.connections-per-address|-5",
                "roomcast.limits.rooms-per-connection|1e3",
                "roomcast.limits.outbox-bytes|0",
                "roomcast.limits.outbox-frames|0",
                "roomcast.heartbeat.interval|25",
                "roomcast.heartbeat.interval|0s",
                "roomcast.heartbeat.interval|2h",
                "roomcast.heartbeat.interval|-5s",
                "roomcast.heartbeat.timeout|10 s",
                "roomcast.heartbeat.timeout|1.5s",
                "roomcast.heartbeat.timeout|999ms",
                "roomcast.presence.grace|soon",
                "roomcast.presence.grace|61m",
                "roomcast.presence.grace|9999999999s",
                "roomcast.data.dir|a\u0000b"
            })
    void aBadValueNamesItsKey(String name, String value) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> from(Map.of(name, value == null ? "" : value)))
                .withMessageStartingWith(name + " must be ");
    }

    @ParameterizedTest
    @CsvSource({
        "roomcast.rooms.x.publish,everyone",
        "roomcast.rooms.x.publish,Members",
        "roomcast.rooms.x.max-members,-1",
        "roomcast.rooms.x.presence,no"
    })
    void aBadValueOfAPolicyNamesThePolicysKey(String name, String value) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> from(Map.of("roomcast.rooms.x.match", "x", name, value)))
                .withMessageStartingWith(name + " must be ");
    }

    @Test
    void aPolicyNeedsItsPattern() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> from(Map.of("roomcast.rooms.x.publish", "users")))
                .withMessageStartingWith("roomcast.rooms.x.match is missing");
    }

    @Test
    void policiesAreTriedByName() {
        Settings settings = from(Map.of(
                "roomcast.rooms.b.match", "*",
                "roomcast.rooms.b.max-members", "2",
                "roomcast.rooms.a.match", "team.*",
                "roomcast.rooms.a.max-members", "1"));
        assertThat(settings.rooms().of(RoomName.of("team.x")).maxMembers()).isEqualTo(1);
        assertThat(settings.rooms().of(RoomName.of("lobby")).maxMembers()).isEqualTo(2);
    }

    @Test
    void blanksAroundAValueDoNotCount() {
        assertThat(from(Map.of("roomcast.http.port", " 81 ")).http().port()).isEqualTo(81);
    }

    @Test
    void aFileIsReadAsUtf8AndAMissingOneStopsTheStart() throws IOException {
        Path file = file("# a comment\nroomcast.auth.issuer = höst\n");
        assertThat(new SettingSources().file(file).read().auth().tokens().issuer())
                .isEqualTo("höst");
        Path missing = folder.resolve("missing.properties");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> new SettingSources().file(missing))
                .withMessageContaining("missing.properties");
        Path broken = file("roomcast.http.host=\\uXYZ\n");
        assertThatExceptionOfType(SettingException.class).isThrownBy(() -> new SettingSources().file(broken));
    }

    @Test
    void secretsAreNotShown() {
        Settings settings = from(Map.of("roomcast.auth.secret", "tulip", "roomcast.auth.api-keys", "ci:rose"));
        assertThat(settings.toString()).doesNotContain("tulip", "rose");
    }

    @Test
    void everySettingIsExplainedAndNamedOnce() {
        assertThat(SettingKeys.ALL).extracting(SettingKey::name).doesNotHaveDuplicates();
        assertThat(SettingKeys.ALL).allSatisfy(key -> {
            assertThat(key.name()).startsWith(SettingKeys.PREFIX);
            assertThat(key.meaning()).endsWith(".");
        });
    }

    private static Settings from(Map<String, String> values) {
        return new SettingSources().overrides(values).read();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "settings", ".properties"), text);
    }
}
