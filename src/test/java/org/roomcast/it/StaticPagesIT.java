package org.roomcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestServer;

/** The pages of the standalone server over HTTP: compressed for whoever takes that, and asked for again cheaply. */
class StaticPagesIT {

    private static final Path PAGES = Path.of("src/main/webapp");
    private static final String SCRIPT = "js/client/roomcast.js";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(builder -> builder.pages(PAGES));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aScriptIsCompressedForABrowserAndIsTheSame() throws Exception {
        byte[] original = Files.readAllBytes(PAGES.resolve(SCRIPT));
        HttpResponse<byte[]> zipped = get(SCRIPT, "Accept-Encoding", "gzip, deflate, br");
        assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(zipped, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(zipped, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(zipped, "Content-Length")).isEqualTo("" + zipped.body().length);
        assertThat(zipped.body().length).isLessThan(original.length / 2);
        assertThat(unzip(zipped.body())).isEqualTo(original);

        HttpResponse<byte[]> plain = get(SCRIPT);
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(plain.body()).isEqualTo(original);
        assertThat(header(plain, "ETag")).isNotEqualTo(header(zipped, "ETag"));
    }

    @Test
    void whatABrowserHasIsNotSentAgain() throws Exception {
        HttpResponse<byte[]> first = get("chat.html", "Accept-Encoding", "gzip");
        String tag = header(first, "ETag");
        HttpResponse<byte[]> again = get("chat.html", "Accept-Encoding", "gzip", "If-None-Match", "\"x\", W/" + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(header(again, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(get("chat.html", "If-None-Match", tag).statusCode())
                .as("the tag of the compressed one is not that of the other")
                .isEqualTo(200);
    }

    @Test
    void headTellsWhatGetWouldSend() throws Exception {
        HttpResponse<byte[]> get = get(SCRIPT, "Accept-Encoding", "gzip");
        HttpRequest request = HttpRequest.newBuilder(address(SCRIPT))
                .header("Accept-Encoding", "gzip")
                .method("HEAD", BodyPublishers.noBody())
                .build();
        HttpResponse<byte[]> head = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        assertThat(head.body()).isEmpty();
        for (String name : new String[] {"Content-Length", "Content-Encoding", "ETag", "Content-Type"}) {
            assertThat(header(head, name)).as(name).isEqualTo(header(get, name)).isNotEmpty();
        }
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }

    private static URI address(String path) {
        return server.server().uri().resolve(path);
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static byte[] unzip(byte[] content) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return in.readAllBytes();
        }
    }
}
