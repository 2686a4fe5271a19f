package org.roomcast.websocket;

import jakarta.websocket.server.HandshakeRequest;
import java.net.URI;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.roomcast.model.Identity;
import org.roomcast.testing.Fuzz;

class HandshakeFuzzTest {

    private static final String[] NAMES = {
        "Authorization",
        "AUTHORIZATION",
        "authorization",
        "Sec-WebSocket-Protocol",
        "sec-websocket-protocol",
        "Origin",
        "Host",
        "Cookie",
        "X-Api-Key",
        "X-Roomcast-Peer",
        "x-roomcast-peer",
        "X-Forwarded-For",
        "Forwarded",
        "",
        " ",
        "\u0130",
        "Sec-WebSocket-Key",
        "Sec-WebSocket-Version"
    };
    private static final String[] VALUES = {
        "",
        " ",
        "Bearer ",
        "bearer",
        "Bearer  x",
        "BEARER\tx",
        "bearer.",
        "bearer.a.b.c",
        ", , ,bearer.x,",
        "roomcast.v1.json",
        "Basic YTpi",
        "null",
        "http://[",
        "https://a@b",
        "https://a.b:99999",
        "13",
        "dGhlIHNhbXBsZSBub25jZQ==",
        "====",
        "127.0.0.1",
        "a,b",
        "\r\nX-Evil: 1",
        "\u0000",
        "\uD800",
        "ı",
        "İ",
        "true",
        "%00",
        "ada"
    };
    private static final Set<String> SECRET =
            Set.of("authorization", "cookie", "sec-websocket-protocol", "x-api-key", "x-roomcast-peer");
    /** More than the longest of the values eight times over. */
    private static final int MOST = 400;

    private static final Map<String, String> ALIKE = Map.of("k", "K", "s", "ſ", "i", "İ");

    /** A handshake of a container. */
    private record Request(Map<String, List<String>> getHeaders, Map<String, List<String>> getParameterMap, String path)
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
            return null;
        }

        @Override
        public URI getRequestURI() {
            return URI.create(path);
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public Object getHttpSession() {
            return null;
        }

        @Override
        public String getQueryString() {
            return "";
        }
    }

    @Test
    void noHandshakeMakesItsReaderThrowOrTellASecret() {
        Fuzz.feed("the handshake", 2_500_000, HandshakeFuzzTest::request, request -> {
            HandshakeRequestData data = HandshakeRequestData.of(request, null);
            String token = data.token();
            require(token == null || token.length() <= MOST);
            require(SECRET.stream().noneMatch(data.openHeaders()::containsKey));
            require(!data.openQuery().containsKey("token"));
            require(data.toString().equals("HandshakeRequestData"));
            String name = Identity.anonymous(data.parameter("user")).name();
            require(!name.isBlank() && name.length() <= 2 * Identity.MAX_NAME);
            UpgradeProblem.of(data.header("sec-websocket-key"), data.header("sec-websocket-version"));
        });
    }

    /** Plain, since an assertion of the library costs more than what is tried. */
    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("The handshake was read wrongly");
        }
    }

    private static Request request(SplittableRandom random) {
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            headers.put(NAMES[random.nextInt(NAMES.length)], values(random));
        }
        Map<String, List<String>> query = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            query.put(random.nextBoolean() ? "token" : (random.nextBoolean() ? "user" : "batch"), values(random));
        }
        return new Request(headers, query, random.nextBoolean() ? "/ws/chat/%00" : "ws://h/ws/chat?token=x");
    }

    private static List<String> values(SplittableRandom random) {
        List<String> values = new ArrayList<>(2);
        for (int i = random.nextInt(3); i > 0; i--) {
            values.add(value(random));
        }
        return values;
    }

    private static String value(SplittableRandom random) {
        String value = VALUES[random.nextInt(VALUES.length)];
        return switch (random.nextInt(6)) {
            case 0 -> value + VALUES[random.nextInt(VALUES.length)];
            case 1 -> value.toUpperCase(Locale.ROOT);
            case 2 -> value.repeat(1 + random.nextInt(8));
            case 3 -> value + (char) random.nextInt(Character.MAX_VALUE + 1);
            case 4 ->
                ALIKE.entrySet().stream()
                        .reduce(value, (text, one) -> text.replace(one.getKey(), one.getValue()), String::concat);
            default -> value;
        };
    }
}
