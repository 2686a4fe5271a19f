package org.roomcast.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.roomcast.inbox.Audience.Reader;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.FieldException;
import org.roomcast.model.ProtocolException;

class NewNotificationTest {

    private static final NewNotification PLAIN = NewNotification.of("text", Audience.EVERYONE);

    @Test
    void whatCannotBeKeptOrShownIsRefusedByItsField() {
        refused("message", () -> NewNotification.of(" ", Audience.EVERYONE));
        refused("message", () -> NewNotification.of("a\0b", Audience.EVERYONE));
        refused("message", () -> NewNotification.of("half \ud83c", Audience.EVERYONE));
        refused("message", () -> NewNotification.of("m".repeat(4_001), Audience.EVERYONE));
        refused("title", () -> PLAIN.withTitle("t".repeat(201)));
        refused("type", () -> PLAIN.withType("t".repeat(51)));
        refused("link", () -> PLAIN.withLink("/" + "l".repeat(2_000)));
        refused("key", () -> PLAIN.withKey(""));
        refused("key", () -> PLAIN.withKey("k".repeat(129)));
        refused("sender", () -> PLAIN.withSender("s".repeat(301)));
        for (Duration ttl : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(367))) {
            refused("ttl", () -> PLAIN.withTtl(ttl));
        }
    }

    @Test
    void aLinkIsOnlyWhatAPageMayOpen() {
        for (String bad : List.of("javascript:alert(1)", "//evil.example", "data:text/html,x", "http://", "a b")) {
            refused("link", () -> PLAIN.withLink(bad));
        }
        for (String good :
                List.of("/orders/7", "orders?x=1", "https://a.example/x", "http://a.example", "HTTPS://a.example")) {
            assertThat(PLAIN.withLink(good).link()).isEqualTo(good);
        }
    }

    @Test
    void eachChangeChangesOnePart() {
        List<Function<NewNotification, NewNotification>> changes = List.of(
                n -> n.withTitle("t"),
                n -> n.withType("warning"),
                n -> n.withLink("/x"),
                n -> n.withTtl(Duration.ofSeconds(5)),
                n -> n.withSender("user ada"),
                n -> n.withKey("k"));
        NewNotification all = PLAIN;
        for (Function<NewNotification, NewNotification> change : changes) {
            assertThat(change.apply(PLAIN)).isNotEqualTo(PLAIN);
            all = change.apply(all);
        }
        assertThat(all)
                .isEqualTo(new NewNotification(
                        "t", "text", "warning", "/x", Audience.EVERYONE, Duration.ofSeconds(5), "user ada", "k"));
        Instant now = Instant.parse("2026-11-20T10:15:30.123Z");
        assertThat(all.asPosted("1-00000000", now))
                .isEqualTo(
                        new Notification("1-00000000", "t", "text", "warning", "/x", now, now.plusSeconds(5), false));
        assertThat(all.toString()).doesNotContain("text");
        assertThat(all.asPosted("1-00000000", now).toString()).doesNotContain("text");
    }

    @Test
    void anAudienceIsOfNamesThatAUserCanHave() {
        refused("to", () -> Audience.ofUsers(List.of()));
        refused("to", () -> Audience.ofUser(""));
        refused("to", () -> Audience.ofUsers(List.of("ada", "u".repeat(201))));
        refused("to", () -> Audience.ofRole("r\0"));
        refused("to", () -> new Audience(Set.of("ada"), "ops"));
        assertThatThrownBy(() -> new Reader("\0", Set.of()))
                .isInstanceOfSatisfying(ProtocolException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void anAudienceIncludesWhoeverHasOneOfItsLabels() {
        List<Audience> audiences = List.of(
                Audience.EVERYONE,
                Audience.ofUser("ada"),
                Audience.ofUsers(List.of("bob", "carol")),
                Audience.ofRole("ops"),
                Audience.ofRole("user"),
                Audience.ofRole("ada"));
        List<Reader> readers = List.of(
                new Reader("ada", Set.of("ops")),
                new Reader("bob", Set.of("ada")),
                new Reader("ops", Set.of("r".repeat(300))));
        for (Audience audience : audiences) {
            for (Reader reader : readers) {
                assertThat(audience.includes(reader))
                        .as("%s of %s", audience, reader)
                        .isEqualTo(audience.labels().stream().anyMatch(reader.labels()::contains));
            }
        }
        assertThat(Audience.ofUsers(List.of("bob", "carol")).labels()).hasSize(2);
        assertThat(Audience.ofRole("ada").includes(readers.get(0))).isFalse();
        assertThat(Audience.ofRole("user").includes(readers.get(2))).isTrue();
    }

    @Test
    void anIdIsReadBackFromItsTextAndFromNothingElse() {
        NotificationId id = NotificationId.at(42);
        assertThat(id.toString()).startsWith("42-").hasSize(11);
        assertThat(NotificationId.parse(id.toString())).isEqualTo(id);
        assertThat(NotificationId.at(42)).isNotEqualTo(NotificationId.at(42));
        for (String text : List.of("", "42", "42-", "0-00000000", "-1-00000000", "42-0000000g", "42-000000000")) {
            assertThat(NotificationId.parse(text)).as(text).isNull();
        }
        assertThat(NotificationId.parse("9".repeat(19) + "-00000000")).isNull();
    }

    private static void refused(String field, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(FieldException.class, refused -> assertThat(refused.field())
                .isEqualTo(field));
    }
}
