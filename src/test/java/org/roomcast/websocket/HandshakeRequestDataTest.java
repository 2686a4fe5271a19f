package org.roomcast.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.server.HandshakeRequest;
import java.net.URI;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandshakeRequestDataTest {

    /** A handshake of a container. */
    private record Request(
            Map<String, List<String>> getHeaders, Map<String, List<String>> getParameterMap, Principal getUserPrincipal)
            implements HandshakeRequest {

        @Override
        public Map<String, List<String>> getHeaders() {
            return getHeaders;
        }

        @Override
        public Map<String, List<String>> getParameterMap() {
            return getParameterMap;
        }

        @Override
        public Principal getUserPrincipal() {
            return getUserPrincipal;
        }

        @Override
        public URI getRequestURI() {
            return URI.create("ws://chat.example/ws/chat/lobby?token=tulip");
        }

        @Override
        public boolean isUserInRole(String role) {
            return getUserPrincipal != null && role.equals("publisher");
        }

        @Override
        public Object getHttpSession() {
            return null;
        }

        @Override
        public String getQueryString() {
            return "token=tulip";
        }
    }

    @Test
    void headersAreFoundInLowerCaseHoweverTheyWereSent() {
        HandshakeRequestData data = with(Map.of("X-Test", List.of("a", "b")), Map.of());
        assertThat(data.header("x-test")).isEqualTo("a");
        assertThat(data.header("x-other")).isNull();
        assertThat(data.path()).isEqualTo("/ws/chat/lobby");
    }

    @Test
    void theTokenComesFromTheHeaderFirstThenTheSubprotocolThenTheQuery() {
        Map<String, List<String>> headers = new HashMap<>();
        Map<String, List<String>> query = new HashMap<>();
        assertThat(with(headers, query).token()).isNull();
        query.put("token", List.of("q"));
        assertThat(with(headers, query).token()).isEqualTo("q");
        headers.put("Sec-WebSocket-Protocol", List.of("roomcast.v1.json, bearer.s"));
        assertThat(with(headers, query).token()).isEqualTo("s");
        headers.put("Authorization", List.of("Basic abc"));
        assertThat(with(headers, query).token()).isEqualTo("s");
        headers.put("Authorization", List.of("bEARER  h "));
        assertThat(with(headers, query).token()).isEqualTo("h");
    }

    @Test
    void theSubprotocolMayStandInSeveralLines() {
        assertThat(with(Map.of("Sec-WebSocket-Protocol", List.of("a,b", "bearer.x.y.z")), Map.of())
                        .token())
                .isEqualTo("x.y.z");
    }

    @Test
    void nothingSecretIsLeftForTheApplication() {
        HandshakeRequestData data = with(
                Map.of(
                        "Authorization", List.of("Bearer tulip"),
                        "Cookie", List.of("tulip"),
                        "Sec-WebSocket-Protocol", List.of("bearer.tulip"),
                        "X-API-Key", List.of("tulip"),
                        "X-Roomcast-Peer", List.of(Passport.of("192.0.2.1")),
                        "User-Agent", List.of("test")),
                Map.of("token", List.of("tulip"), "user", List.of("Ada")));
        assertThat(data.openHeaders()).containsOnlyKeys("user-agent");
        assertThat(data.openQuery()).containsOnlyKeys("user");
        assertThat(data.peer()).isEqualTo("192.0.2.1");
        assertThat(data.toString()).doesNotContain("tulip");
    }

    @Test
    void anAddressThatAClientMadeUpIsNone() {
        HandshakeRequestData forged = with(Map.of("X-Roomcast-Peer", List.of("192.0.2.1")), Map.of());
        assertThat(forged.peer()).isNull();
        assertThat(forged.hasPassedGate()).isFalse();
        assertThat(with(Map.of(), Map.of()).hasPassedGate()).isFalse();
        HandshakeRequestData addressless = with(Map.of("X-Roomcast-Peer", List.of(Passport.of(null))), Map.of());
        assertThat(addressless.peer()).isNull();
        assertThat(addressless.hasPassedGate()).isTrue();
    }

    @Test
    void whatTheContainerReusesIsCopied() {
        Map<String, List<String>> headers = new HashMap<>(Map.of("a", List.of("1")));
        HandshakeRequestData data = with(headers, Map.of());
        headers.clear();
        assertThat(data.header("a")).isEqualTo("1");
    }

    @Test
    void whomTheServerLetInIsKeptWithTheRoles() {
        Request request = new Request(Map.of(), Map.of(), () -> "ada");
        HandshakeRequestData data = HandshakeRequestData.of(request, null);
        assertThat(data.login().id()).isEqualTo("ada");
        assertThat(data.login().roles()).containsExactly("publisher");
        assertThat(with(Map.of("X-Roomcast-User", List.of("ada"), "Remote-User", List.of("ada")), Map.of())
                        .login())
                .isNull();
    }

    @Test
    void aParameterIsItsFirstValue() {
        HandshakeRequestData data = with(Map.of(), Map.of("user", List.of("Ada", "Bob"), "empty", List.of()));
        assertThat(data.parameter("user")).isEqualTo("Ada");
        assertThat(data.parameter("empty")).isNull();
        assertThat(data.parameter("other")).isNull();
    }

    private static HandshakeRequestData with(Map<String, List<String>> headers, Map<String, List<String>> query) {
        return HandshakeRequestData.of(new Request(headers, query, null), null);
    }
}
