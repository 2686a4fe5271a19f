package org.roomcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.RestClient.json;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;

@DisplayName("Pages, probes, metrics")
class PagesServersIT extends ClientSuite {

    private static final Map<String, String> PAGES = Map.of(
            "/", "text/html",
            "/chat.html", "text/html",
            "/notifications.html", "text/html",
            "/dashboard.html", "text/html",
            "/console.html", "text/html",
            "/js/client/roomcast.min.js", "javascript",
            "/js/client/package.json", "json",
            "/css/base.css", "text/css",
            "/favicon.svg", "image/svg+xml");

    @Test
    @DisplayName("The pages, their scripts and styles are served with their types")
    void thePagesAreServedWithTheirTypes() {
        PAGES.forEach((path, type) -> {
            HttpResponse<String> page = rest().get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type").orElse(""))
                    .as(path)
                    .contains(type);
            assertThat(page.body()).as(path).isNotBlank();
        });
        assertThat(rest().get("/chat.html").body()).contains("charset=\"utf-8\"");
    }

    @Test
    @DisplayName("The pages carry the security headers")
    void thePagesCarryTheSecurityHeaders() {
        for (String path : PAGES.keySet()) {
            HttpResponse<String> page = rest().get(path);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .contains("nosniff");
            assertThat(page.headers().firstValue("Referrer-Policy")).as(path).contains("no-referrer");
            assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy"))
                    .as(path)
                    .contains("same-origin");
        }
    }

    @Test
    @DisplayName("What is not there is 404, as a problem document")
    void whatIsNotThereIsNotFound() {
        for (String path : List.of("/none.html", "/js/", "/js/none.js", "/nowhere/at/all", "/problem")) {
            assertThatIsNoPage(rest().get(path), path);
        }
    }

    @Test
    @DisplayName("What belongs to the server stays there")
    void whatBelongsToTheServerStaysThere() {
        boolean answersItself = server().equals("wildfly");
        if (answersItself) {
            Difference.note(
                    "Undertow answers paths below WEB-INF and META-INF by itself, before any error page: 404, but no"
                            + " problem document.");
        }
        for (String path : List.of("/WEB-INF/web.xml", "/WEB-INF/glassfish-web.xml", "/META-INF/MANIFEST.MF")) {
            HttpResponse<String> answer = rest().get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            if (answersItself) {
                assertThat(answer.body()).contains("404 - Not Found");
            } else {
                assertThatIsNoPage(answer, path);
            }
        }
    }

    private static void assertThatIsNoPage(HttpResponse<String> answer, String path) {
        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(path)
                .startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                .as(path)
                .contains("nosniff");
        assertThat(json(answer).getInt("status")).isEqualTo(404);
        assertThat(answer.body()).doesNotContainIgnoringCase("tomcat", "jboss", "payara");
    }

    @Test
    @DisplayName("/health/live and /health/ready answer 200")
    void probesAnswer() {
        HttpResponse<String> live = rest().get("/health/live");
        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(live.body()).isEqualTo("{\"status\":\"live\"}");
        assertThat(live.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(rest().get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(rest().get("/health/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("/metrics needs an administrator or an API key, and counts")
    void metricsAreGuarded() {
        assertThat(rest().get("/metrics").statusCode()).isEqualTo(401);
        assertThat(rest().get("/metrics", "Authorization", bearer(fresh("u"))).statusCode())
                .isEqualTo(403);
        try (TestClient client = connect("/ws/chat/" + fresh("metered"))) {
            client.next("ack");
            for (String[] who :
                    new String[][] {{"X-API-Key", ServerSettings.API_KEY}, {"Authorization", bearer("root", "admin")}
                    }) {
                HttpResponse<String> metrics = rest().get("/metrics", who);
                assertThat(metrics.statusCode()).isEqualTo(200);
                assertThat(metrics.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("text/plain");
                assertThat(metrics.body())
                        .containsPattern("roomcast_connections [1-9]")
                        .containsPattern("roomcast_frames_sent_total [1-9]")
                        .contains("jvm_memory_used_bytes", "jvm_gc_", "process_uptime_seconds", "process_cpu_usage");
            }
        }
    }
}
