package org.roomcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.browser.Hostile.MARKUP;
import static org.roomcast.browser.Hostile.NAME;
import static org.roomcast.browser.Hostile.assertNothingMade;
import static org.roomcast.browser.Hostile.assertText;
import static org.roomcast.browser.Hostile.json;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;

/** Markup in every field that a page shows stays text: no dialog, no element, no message on the console. */
class InjectionIT extends PageTest {

    private static final String LOOKS_LIKE_LINKS = "javascript:alert(1) data:text/html,<b> "
            + "https://a.example/\"onclick=alert(1) https://b.example/<b id=injected> https://c.example/'x='";

    @Test
    void namesMessagesAndEventsOfTheChat() {
        ChatPage reader = ChatPage.enterAs(CHROMIUM.visitor(site), "Reader", "hostile");
        reader.page().evaluate("""
                () => {
                  window.typists = [];
                  const look = () => typists.push(document.getElementById('typing').textContent);
                  new MutationObserver(look).observe(document.getElementById('typing'), { childList: true });
                }
                """);
        ChatPage attacker = ChatPage.enterAs(CHROMIUM.visitor(site), NAME, "hostile");
        attacker.page().getByLabel("Message", exactly()).pressSequentially("x");
        reader.page().waitForFunction("name => typists.some(text => text.includes(name))", NAME);
        attacker.say(MARKUP);
        attacker.say(LOOKS_LIKE_LINKS);
        push("/api/messages", Map.of("room", "hostile", "event", MARKUP.substring(0, 30), "data", Map.of("text", "")));
        push("/api/messages", Map.of("room", "hostile", "data", Map.of(MARKUP, MARKUP)));
        site.push("hostile", "end-1");
        for (ChatPage page : List.of(reader, attacker)) {
            page.awaitMessage("end-1");
            assertText(page.log(), MARKUP);
            assertText(page.page().locator("#members"), NAME);
            assertThat(page.page().evaluate("""
                    () => [...document.querySelectorAll('#log a')].map((link) =>
                      `${link.host} ${link.getAttributeNames().filter((name) => !['href', 'rel', 'target'].includes(name))}`)
                    """)).isEqualTo(List.of("a.example ", "b.example ", "c.example "));
        }
        assertText(reader.log(), NAME);
    }

    @Test
    void whoWritesPrivatelyAndWhat() {
        ChatPage reader = ChatPage.enterAs(CHROMIUM.visitor(site), "Reader", "corner");
        ChatPage attacker = ChatPage.enterAs(CHROMIUM.visitor(site), NAME, "corner");
        attacker.page()
                .getByRole(AriaRole.BUTTON)
                .filter(ChatPage.having("Write privately to"))
                .click();
        attacker.say(MARKUP);
        Locator people = reader.page().locator("#people");
        assertText(people, NAME);
        people.getByRole(AriaRole.BUTTON).first().click();
        assertText(reader.log(), MARKUP);
        assertText(reader.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)), NAME);
    }

    @Test
    void theNameOfARoomInALinkToTheChat() {
        Page page =
                CHROMIUM.visitor(site).whoReadsSlowly().open(Site.signedIn("chat.html?room=" + encoded(MARKUP), "ada"));
        assertText(page.locator("#toasts"), MARKUP);
        page.getByLabel("Room to enter").fill(MARKUP);
        page.getByLabel("Room to enter").press("Enter");
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.ALERT).filter(ChatPage.having("room name")))
                .isVisible();
        assertNothingMade(page);
    }

    @Test
    void notificationsAndTheNameInATokenAndWhatItSays() {
        Visitor visitor = CHROMIUM.visitor(site).whoReadsSlowly();
        Page page = visitor.open("notifications.html#token=" + Site.tokenFor(NAME, Duration.ofHours(1)));
        assertText(page.locator("#identity"), NAME);
        Map<String, String> to = Map.of("user", NAME);
        String link = "/chat.html?room=%22%3E%3Cimg%20id=injected%3E";
        push("/api/notify", Map.of("title", MARKUP, "message", MARKUP, "type", NAME, "link", link, "to", to));
        Locator inbox = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Inbox"));
        assertText(inbox, MARKUP);
        assertText(inbox, NAME);
        assertText(page.locator("#toasts"), MARKUP);
        Map<String, ?> script = Map.of("message", "-", "link", "javascript:alert(1)", "to", to);
        assertThat(site.server().push("/api/notify", json(script)).statusCode()).isBetween(400, 499);
        assertThat(page.evaluate("() => [...document.querySelectorAll('#inbox a')].map(({ protocol }) => protocol)"))
                .isEqualTo(List.of("http:"));
        Page home = visitor.open("index.html#token=" + Site.tokenFor(NAME, Duration.ofHours(1)));
        home.getByText("Notification", new Page.GetByTextOptions().setExact(true))
                .click();
        assertText(home.locator("#command"), NAME);
    }

    @Test
    void framesOfTheConsole() {
        Page page = CHROMIUM.visitor(site).open(Site.signedIn("console.html", "root", "admin", "publisher"));
        Locator frames = page.locator(".wire-log");
        PlaywrightAssertions.assertThat(frames).containsText("welcome");
        sendFrame(page, MARKUP);
        sendFrame(page, json(Map.of("type", MARKUP, "id", 1, "room", MARKUP, "event", MARKUP)));
        sendFrame(page, json(Map.of("type", "join", "id", 2, "room", "wired")));
        PlaywrightAssertions.assertThat(frames).containsText("ack");
        try (TestClient other = site.server().connect("/ws/chat?user=" + encoded(NAME))) {
            other.join("wired");
            Map<String, ?> what = Map.of("text", MARKUP, MARKUP, List.of(MARKUP));
            other.sendRaw(json(Map.of("type", "publish", "room", "wired", "event", "x" + NAME, "data", what)));
            PlaywrightAssertions.assertThat(frames).containsText("x" + NAME);
        }
        page.getByLabel("Pretty print").check();
        page.getByLabel("Filter frames").fill(MARKUP);
        assertText(frames, MARKUP);
        try (TestClient boss = site.server().connectAs("boss", "/ws/chat", "admin")) {
            boss.request("{'type':'disconnect','user':'root','reason':'<b id=injected>'}");
        }
        assertText(frames, "with 4004: <b id=injected>");
    }

    @Test
    void whoIsConnectedToTheDashboard() {
        Page page = CHROMIUM.visitor(site)
                .whoReadsSlowly()
                .open(Site.signedIn("dashboard.html", "root", "admin", "publisher"));
        try (TestClient guest = site.server().connect("/ws/chat?user=" + encoded(NAME))) {
            guest.join("watched");
            assertText(page.locator("#events"), NAME);
            page.getByLabel("Search connections").fill("watched");
            assertText(page.locator("#connections tbody"), NAME);
            disconnect(page.locator("#connections"));
            assertText(page.getByRole(AriaRole.DIALOG), NAME);
            disconnect(page.getByRole(AriaRole.DIALOG));
            assertText(page.locator("#toasts"), NAME);
        }
    }

    @Test
    void widgetsOfTheDashboard() {
        Page page = CHROMIUM.visitor(site).open(Site.signedIn("dashboard.html", "root", "admin"));
        String widget = json(Map.of("title", MARKUP, "value", MARKUP, "unit", "<b id=injected>"));
        assertThat(site.widget("hostile", widget).statusCode()).isEqualTo(202);
        assertText(page.locator("#widgets"), MARKUP);
    }

    private static void disconnect(Locator place) {
        place.getByRole(AriaRole.BUTTON).filter(ChatPage.having("^Disconnect")).click();
    }

    private static void sendFrame(Page page, String text) {
        Locator field = page.getByLabel("Frame", exactly());
        field.fill(text);
        field.press("Control+Enter");
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void push(String path, Map<String, ?> body) {
        assertThat(site.server().push(path, json(body)))
                .satisfies(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202));
    }
}
