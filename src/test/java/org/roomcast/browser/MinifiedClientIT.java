package org.roomcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The client in one file, as the build makes it and a page of somebody's loads it. */
class MinifiedClientIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    Path data;

    private final List<String> loaded = new CopyOnWriteArrayList<>();
    private Site site;
    private Page page;

    @BeforeEach
    void start() {
        site = Site.start(data, builder -> builder.pages(Path.of("target/webapp")));
        page = CHROMIUM.visitor(site).open("index.html");
        page.onResponse(response -> {
            if (response.url().contains("/js/client/")) {
                loaded.add(response.url().replaceFirst(".*/", "") + " "
                        + response.headers().get("content-encoding"));
            }
        });
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void aPageLoadsOneCompressedFileAndTakesPart() {
        enter("{}");
        page.evaluate("() => room.publish({ text: 'own' })");
        site.push("lobby", "pushed");
        page.waitForFunction("() => heard.includes('pushed')");
        assertThat(page.evaluate("() => heard.join()")).isEqualTo("own,pushed");
        assertThat(page.evaluate("() => client.welcome.fallback ?? false")).isEqualTo(false);
        assertThat(loaded).containsExactly("roomcast.min.js gzip");
    }

    @Test
    void whereNoWebSocketGetsThroughTheFallbackIsLoadedToo() {
        enter("{ fallback: { after: 1, retry: 600000 }, backoff: { base: 1, ceiling: 1 }, WebSocket: Blocked }");
        site.push("lobby", "pushed");
        page.waitForFunction("() => heard.includes('pushed')");
        assertThat(page.evaluate("() => client.welcome.fallback")).isEqualTo(true);
        assertThat(loaded).containsExactly("roomcast.min.js gzip", "fallback.min.js gzip");
    }

    private void enter(String options) {
        page.evaluate("""
                async (token) => {
                  class Blocked extends EventTarget {
                    constructor() {
                      super();
                      setTimeout(() => this.dispatchEvent(new CloseEvent('close', { code: 1006 })), 0);
                    }
                    close() {}
                  }
                  const { connect } = await import('./js/client/roomcast.min.js');
                  window.heard = [];
                  window.client = connect('ws/chat', { token, ...%s });
                  window.room = client.room('lobby');
                  room.on('event:message', ({ data }) => heard.push(data.text));
                  await room.join();
                }
                """.formatted(options), Site.tokenFor("ada", Duration.ofHours(1)));
    }
}
