package org.roomcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.testing.Gateway;

/**
 * What a page lives through: afterwards it shows what was said meanwhile, all of it, once and in the server's order.
 * The messages on the page are compared with the history that the server has.
 */
class SurvivalIT {

    /** What the client is asked to survive. */
    private static final Duration OUTAGE = Duration.ofSeconds(30);

    /** Long enough to come in with on a busy machine. */
    private static final Duration SHORT = Duration.ofSeconds(8);

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    Path data;

    private Site site;

    @BeforeEach
    void start() {
        site = Site.start(data);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void aRestartOfTheServerLosesAndDoublesNothing() {
        ChatPage ada = ChatPage.enterAs(CHROMIUM.visitor(site).whoseNetworkFails(), "Ada", "rebuilt");
        ChatPage grace = ChatPage.signedIn(CHROMIUM.visitor(site).whoseNetworkFails(), "grace", "rebuilt");
        ada.say("word-1");
        grace.awaitMessage("word-1");
        site.stopServer();
        ada.say("offline-1");
        grace.say("offline-2");
        site.startServerAgain();
        site.push("rebuilt", "word-2");
        for (ChatPage page : List.of(ada, grace)) {
            Stream.of("word-2", "offline-1", "offline-2").forEach(page::awaitMessage);
        }
        assertComplete("rebuilt", List.of(ada, grace));
    }

    @Test
    void thirtySecondsWithoutNetworkOrFrozenLoseAndDoubleNothing() {
        Gateway way = site.anotherWay();
        Visitor offline = CHROMIUM.visitor(site).whoseNetworkFails();
        ChatPage ada = ChatPage.signedIn(offline, "ada", "storm");
        ChatPage grace = ChatPage.signedIn(CHROMIUM.visitor(Site.address(way)).whoseNetworkFails(), "grace", "storm");
        Visitor asleep = CHROMIUM.visitor(site);
        ChatPage edith = ChatPage.enterAs(asleep, "Edith", "storm");
        site.push("storm", "before-1");
        List.of(ada, grace, edith).forEach(page -> page.awaitMessage("before-1"));

        offline.context().setOffline(true);
        way.silence();
        lifecycle(asleep, edith.page(), "frozen");
        ada.say("offline-1");
        grace.say("silenced-1");
        talkFor(OUTAGE, ada.page());
        offline.context().setOffline(false);
        way.mend();
        lifecycle(asleep, edith.page(), "active");

        for (ChatPage page : List.of(ada, grace, edith)) {
            Stream.of("offline-1", "silenced-1").forEach(page::awaitMessage);
        }
        assertComplete("storm", List.of(ada, grace, edith));
    }

    @Test
    void aPageWhoseTokenEndsAsksForOneAndGoesOnWithIt() {
        Visitor visitor = CHROMIUM.visitor(site);
        Page page = visitor.open("chat.html?room=brief#token=" + Site.tokenFor("ada", SHORT));
        ChatPage ada = new ChatPage(page).joined("brief");
        ada.say("word-1");
        ada.awaitMessage("word-1");
        var token = page.getByLabel("Access token");
        PlaywrightAssertions.assertThat(token).isVisible();
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.ALERT).filter(ChatPage.having("expired")))
                .isVisible();
        site.push("brief", "word-2");
        token.fill(Site.tokenFor("ada", Duration.ofHours(1)));
        token.press("Enter");
        ada.joined("brief").awaitMessage("word-2");
        assertComplete("brief", List.of(ada));
    }

    @Test
    void aClientThatCanFetchTokensKeepsItsConnectionBeyondTheFirstOne() {
        List<Instant> ends = new ArrayList<>();
        Page page = CHROMIUM.visitor(site).open("index.html");
        page.exposeFunction("mint", nothing -> {
            Duration lifetime = ends.isEmpty() ? SHORT : Duration.ofHours(1);
            ends.add(Instant.now().plus(lifetime));
            return Site.tokenFor("ada", lifetime);
        });
        page.evaluate("""
                async () => {
                  const { connect } = await import('./js/client/roomcast.js');
                  window.states = [];
                  window.heard = [];
                  const client = connect('ws/chat', { token: () => window.mint() });
                  client.on('state', ({ state }) => states.push(state));
                  client.on('event:message', ({ data }) => heard.push(data.text));
                  await client.join('renewed');
                }
                """);
        site.push("renewed", "before-1");
        page.waitForCondition(() -> Instant.now().isAfter(ends.get(0).plusSeconds(1)));
        site.push("renewed", "beyond-1");
        page.waitForFunction("() => heard.includes('beyond-1')");
        assertThat(page.evaluate("() => heard.join()")).isEqualTo("before-1,beyond-1");
        assertThat(page.evaluate("() => states.join()"))
                .as("the connection was never lost")
                .isEqualTo("open");
        assertThat(ends).hasSize(2);
    }

    /** A message every second, so that there is something to miss all the time. */
    private void talkFor(Duration time, Page anyPage) {
        Instant start = Instant.now();
        for (int i = 1; i <= time.toSeconds(); i++) {
            Instant next = start.plusSeconds(i);
            anyPage.waitForCondition(() -> Instant.now().isAfter(next));
            site.push("storm", "meanwhile-" + i);
        }
    }

    /** Behind the last message nothing is on its way: what comes twice has come before it. */
    private void assertComplete(String room, List<ChatPage> pages) {
        site.push(room, "end-1");
        pages.forEach(page -> page.awaitMessage("end-1"));
        for (ChatPage page : pages) {
            // One's own message stands there before the server has it, and takes its place with the ack.
            eventually(() -> assertThat(page.words()).containsExactlyElementsOf(site.said(room)));
        }
    }

    private static void lifecycle(Visitor visitor, Page page, String state) {
        JsonObject wanted = new JsonObject();
        wanted.addProperty("state", state);
        visitor.tools(page).send("Page.setWebLifecycleState", wanted);
    }
}
