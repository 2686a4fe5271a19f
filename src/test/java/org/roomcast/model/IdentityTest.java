package org.roomcast.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "   ", "\u0000\u0001", "\u202E", "\t\n", "\uD800", "\u200B\u2060\uFEFF", "\u200E\u200F\u061C"
            })
    void aNameOfWhichNothingIsLeftIsReplaced(String name) {
        assertThat(Identity.displayName(name, "otherwise")).isEqualTo("otherwise");
    }

    @ParameterizedTest
    @CsvSource({
        "Ada,Ada",
        "'  Ada  ',Ada",
        "'A\u0000d\na',Ada",
        "'\u202Etfel',tfel",
        "'a\u2066b\u2069',ab",
        "'a\u2028b',ab",
        "'A\u200Bda',Ada",
        "'\u200FAda\u061C',Ada",
        "'\uD83C\uDF89 party','\uD83C\uDF89 party'",
        "Zoë,Zoë",
        "'Ada Lovelace','Ada Lovelace'"
    })
    void aNameKeepsWhatCanBeShown(String name, String shown) {
        assertThat(Identity.displayName(name, "otherwise")).isEqualTo(shown);
    }

    @Test
    void halvesOfSurrogatePairsAreTakenOut() {
        assertThat(Identity.displayName("a\uD83Cb\uDF89c", "otherwise")).isEqualTo("abc");
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        assertThat(Identity.displayName("x".repeat(100), "")).hasSize(100);
        assertThat(Identity.displayName("x".repeat(101), "")).hasSize(100);
        String emoji = "\uD83C\uDF89".repeat(150);
        assertThat(Identity.displayName(emoji, "")).isEqualTo("\uD83C\uDF89".repeat(100));
    }

    @Test
    void anonymousHasNoIdAndNoRoles() {
        Identity who = Identity.anonymous(null);
        assertThat(who.isAuthenticated()).isFalse();
        assertThat(who.name()).isEqualTo("anonymous");
        assertThat(who.has(Identity.USER)).isFalse();
        assertThat(who.has(Identity.PUBLISHER)).isFalse();
        assertThat(who.has(Identity.ADMIN)).isFalse();
        assertThat(who.presenceId(new ConnectionId("c1"))).isEqualTo("anon-c1");
    }

    @Test
    void anIdBringsTheRoleUser() {
        Identity who = user(Set.of());
        assertThat(who.has(Identity.USER)).isTrue();
        assertThat(who.has(Identity.PUBLISHER)).isFalse();
        assertThat(who.presenceId(new ConnectionId("c1"))).isEqualTo("ada");
    }

    @Test
    void anAdminHasEveryRole() {
        Identity who = user(Set.of("admin"));
        assertThat(List.of("user", "publisher", "admin", "whatever")).allMatch(who::has);
    }

    @Test
    void aProgramPublishesAndIsNoUser() {
        Identity who = Identity.program("ci");
        assertThat(who.has(Identity.PUBLISHER)).isTrue();
        assertThat(who.has(Identity.USER)).isFalse();
        assertThat(who.has(Identity.ADMIN)).isFalse();
    }

    @Test
    void rolesAreACopy() {
        Set<String> roles = new HashSet<>();
        Identity who = user(roles);
        roles.add("admin");
        assertThat(who.has("admin")).isFalse();
    }

    private static Identity user(Set<String> roles) {
        return new Identity("ada", "Ada", "ada@example.org", roles, RoomGrants.NONE, Instant.EPOCH);
    }
}
