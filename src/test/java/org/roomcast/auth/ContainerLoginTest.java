package org.roomcast.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roomcast.model.Identity;
import org.roomcast.model.RoomGrants;

class ContainerLoginTest {

    @Test
    void withoutALoginThereIsNoIdentity() {
        assertThat(ContainerLogin.identity(null, role -> true)).isNull();
    }

    @Test
    void theNameOfThePrincipalIsTheUserId() {
        Identity ada = ContainerLogin.identity(() -> "ada@example.org", role -> false);
        assertThat(ada.id()).isEqualTo("ada@example.org");
        assertThat(ada.name()).isEqualTo("ada@example.org");
        assertThat(ada.isAuthenticated()).isTrue();
        assertThat(ada.has(Identity.USER)).isTrue();
        assertThat(ada.has(Identity.PUBLISHER)).isFalse();
        assertThat(ada.has(Identity.ADMIN)).isFalse();
    }

    @Test
    void ofTheRolesThoseOfRoomcastAreTakenOver() {
        Set<String> ofTheServer = Set.of("user", "publisher", "accountant");
        assertThat(ContainerLogin.identity(() -> "ada", ofTheServer::contains).roles())
                .containsExactlyInAnyOrder("user", "publisher");
        assertThat(ContainerLogin.identity(() -> "root", "admin"::equals).has(Identity.PUBLISHER))
                .isTrue();
    }

    @Test
    void itOpensNoPrivateRoomsAndHasNoEnd() {
        Identity ada = ContainerLogin.identity(() -> "ada", role -> true);
        assertThat(ada.grants()).isEqualTo(RoomGrants.NONE);
        assertThat(ada.expiresAt()).isNull();
        assertThat(ada.email()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000"})
    void aNameThatNoTokenCouldHaveIsNobody(String name) {
        assertThat(ContainerLogin.identity(() -> name, role -> true)).isNull();
    }

    @Test
    void aNameMayHave200Characters() {
        assertThat(ContainerLogin.identity(() -> "x".repeat(200), role -> true)).isNotNull();
        assertThat(ContainerLogin.identity(() -> "x".repeat(201), role -> true)).isNull();
        assertThat(ContainerLogin.identity(() -> null, role -> true)).isNull();
    }
}
