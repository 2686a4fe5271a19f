package org.roomcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Somebody with a browser window of their own. What a page must not do is noted: an error or a warning on the console
 * (a violation of the content security policy is one), a script that fails, a dialog, a request to somewhere else.
 */
final class Visitor {

    /** Generous: the machine that runs the tests may be busy with other things. */
    static final Duration PATIENCE = Duration.ofSeconds(45);

    static final Path PICTURES = Path.of("target/screenshots");

    /** What Chromium itself says on the console about a network that is away. */
    private static final Pattern NETWORK =
            Pattern.compile("WebSocket connection to .* failed|Failed to load resource: net::ERR_");

    private final BrowserContext context;
    private final String address;
    private final List<String> wrongs = new ArrayList<>();
    private boolean networkFails;

    Visitor(BrowserContext context, String address) {
        this.context = context;
        this.address = address;
        context.setDefaultTimeout(PATIENCE.toMillis());
        context.onConsoleMessage(this::heed);
        context.onWebError(error -> wrongs.add("script: " + error.error()));
        context.onRequest(request -> outside(request.url()));
        context.onPage(page -> page.onWebSocket(socket -> outside(socket.url())));
        context.onDialog(dialog -> {
            wrongs.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
    }

    BrowserContext context() {
        return context;
    }

    /** Opens a page below the site's address in a new tab. */
    Page open(String path) {
        Page page = context.newPage();
        page.navigate(path);
        return page;
    }

    /** The network will be away: what the browser says about that is nothing wrong. */
    Visitor whoseNetworkFails() {
        networkFails = true;
        return this;
    }

    /** Notes in the corner do not leave by themselves: a busy machine may look at them late. */
    Visitor whoReadsSlowly() {
        context.addInitScript("const later = setTimeout;"
                + "window.setTimeout = (act, ms, ...more) => later(act, ms === 7000 ? 3_600_000 : ms, ...more);");
        return this;
    }

    /** What only the protocol of the developer tools can do. */
    CDPSession tools(Page page) {
        return context.newCDPSession(page);
    }

    void assertNothingWrong() {
        assertThat(wrongs).as("what the pages did wrong").isEmpty();
    }

    /** For whoever has to find out why a test failed. */
    void keepPictures(String test) {
        List<Page> pages = context.pages();
        for (int i = 0; i < pages.size(); i++) {
            pages.get(i)
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(PICTURES.resolve("failed-" + test.replaceAll("\\W+", "") + "-"
                                    + System.identityHashCode(this) + "-" + i + ".png")));
        }
    }

    void close() {
        context.close();
    }

    private void heed(ConsoleMessage message) {
        boolean isWrong = List.of("error", "warning").contains(message.type());
        if (isWrong && !(networkFails && NETWORK.matcher(message.text()).find())) {
            wrongs.add("console: " + message.text());
        }
    }

    private void outside(String url) {
        String own = address.replaceFirst("^http", "");
        if (!url.matches("(data|blob|about):.*")
                && !url.replaceFirst("^(http|ws)", "").startsWith(own)) {
            wrongs.add("request: " + url);
        }
    }
}
