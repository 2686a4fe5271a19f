package org.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;

/** The pages with the keyboard alone, and what a screen reader is told. */
class KeyboardIT extends PageTest {

    /** The pages, and what stands on them when they are complete. */
    private static final Map<String, Pattern> PAGES = Map.of(
            "index.html", Pattern.compile(" ms"),
            "chat.html?room=tabbed", Pattern.compile("shelves.*Grace", Pattern.DOTALL),
            "notifications.html", Pattern.compile("Parcel"),
            "dashboard.html", Pattern.compile("Disconnect"),
            "console.html", Pattern.compile("welcome"));

    @Test
    void tabLeadsThroughEachPageAndBack() {
        site.push("tabbed", "See https://example.org/shelves");
        notify("ada", "Parcel");
        try (TestClient grace = site.server().connectAs("grace", "/ws/chat")) {
            grace.join("tabbed");
            PAGES.forEach((name, words) -> {
                Page page = CHROMIUM.visitor(site).open(Site.signedIn(name, "ada", "admin"));
                assertThat(page.locator("main")).containsText(words);
                page.waitForFunction("() => !document.querySelector('#content[aria-busy=true]')");
                // In the console a ping would be one more stop.
                page.evaluate("() => document.getElementById('pause')?.click()");
                List<Integer> stops = new Tabbing(page).assertLeadsThroughAndBack(name);
                assertThat(stops).as("stops of %s", name).hasSizeGreaterThan(12);
            });
        }
    }

    @Test
    void thePanelsOfTheChatOnAPhoneGiveTheFocusBack() {
        ChatPage ada = ChatPage.signedIn(CHROMIUM.visitor(site), "ada", "first");
        Page page = ada.page();
        page.setViewportSize(360, 740);
        Locator rooms = page.locator("[data-panel=rooms-panel]");
        rooms.press("Enter");
        assertThat(focused(page)).hasText(Pattern.compile("first"));
        page.keyboard().press("Escape");
        assertThat(rooms).isFocused();
        rooms.press("Enter");
        page.getByLabel("Room to enter").fill("second");
        page.getByLabel("Room to enter").press("Enter");
        assertThat(page.locator("#talk-title")).hasText("second");
        rooms.press("Enter");
        page.locator("#rooms .list-go").first().press("Enter");
        assertThat(page.locator("#talk-title")).hasText("first");
        assertThat(rooms).isFocused();
        rooms.press("Enter");
        page.getByLabel("Leave second").press("Enter");
        assertThat(focused(page)).hasText(Pattern.compile("first"));
        page.getByLabel("Leave first").press("Enter");
        assertThat(rooms).isFocused();
        page.setViewportSize(1280, 740);
        page.getByLabel("Room to enter").fill("third");
        page.getByLabel("Room to enter").press("Enter");
        assertThat(page.locator("#text")).isFocused();
        page.getByLabel("Leave third").press("Enter");
        assertThat(page.getByLabel("Room to enter")).isFocused();
    }

    @Test
    void whatIsSaidIsAnnouncedOnceAndWhatWasSaidIsNot() {
        site.push("told", "old-1");
        Page page = new Announcements(CHROMIUM.visitor(site)).open(Site.signedIn("chat.html?room=told", "ada"));
        ChatPage ada = new ChatPage(page).joined("told");
        ada.awaitMessage("old-1");
        site.push("told", "new-1");
        ada.awaitMessage("new-1");
        ada.page()
                .getByLabel("Message", new Page.GetByLabelOptions().setExact(true))
                .pressSequentially("own-1");
        page.keyboard().press("Shift+Enter");
        page.keyboard().type("own-2");
        page.keyboard().press("Enter");
        ada.awaitMessage("own-1\\s+own-2");
        site.push("told", "end-1");
        ada.awaitMessage("end-1");
        for (String text : List.of("new-1", "own-2", "end-1")) {
            assertThat(Announcements.of(page, text)).as(text).hasSize(1);
        }
        assertThat(Announcements.of(page, "old-1")).isEmpty();
    }

    @Test
    void notificationsAreAnnouncedOnceAndWithoutMotionWhereThatIsWanted() {
        Page page = new Announcements(CHROMIUM.visitor(site).whoReadsSlowly())
                .open(Site.signedIn("notifications.html", "edith"));
        assertThat(page.getByText("Nothing new")).isVisible();
        Locator all = page.getByRole(AriaRole.RADIO).first();
        all.focus();
        for (ReducedMotion motion : List.of(ReducedMotion.REDUCE, ReducedMotion.NO_PREFERENCE)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(motion));
            String title = "Parcel " + motion;
            notify("edith", title);
            Locator toast = page.locator(".toast").filter(ChatPage.having(title));
            assertThat(toast).isVisible();
            assertThat(toast).hasCSS("animation-name", motion == ReducedMotion.REDUCE ? "none" : "arrive");
            assertThat(Announcements.of(page, title)).hasSize(1);
            toast.getByRole(AriaRole.BUTTON).press("Enter");
            assertThat(toast).hasCount(0);
            assertThat(all).isFocused();
        }
        page.getByRole(AriaRole.BUTTON)
                .filter(ChatPage.having("Mark all as read"))
                .press("Enter");
        assertThat(page.locator("#count")).hasText("All read");
        assertThat(focused(page)).hasText("Mark all as read");
        page.getByLabel("Unread").check();
        page.locator("#older").press("Enter");
        assertThat(page.locator("#older")).isHidden();
        assertThat(page.locator("#main")).isFocused();
    }

    @Test
    void theDialogOfTheDashboardGivesTheFocusBack() {
        Page page = new Announcements(CHROMIUM.visitor(site).whoReadsSlowly())
                .open(Site.signedIn("dashboard.html", "root", "admin"));
        try (TestClient barbara = site.server().connectAs("barbara", "/ws/chat")) {
            page.getByLabel("Search connections").fill("barbara");
            assertThat(page.locator("#found")).hasText("1 connection");
            Locator disconnect = page.getByLabel("Disconnect Barbara");
            disconnect.press("Enter");
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            assertThat(focused(page)).hasText("Cancel");
            for (int i = 0; i < 4; i++) {
                page.keyboard().press("Tab");
                assertThat(page.evaluate("() => document.activeElement.closest('#main, header, footer') === null"))
                        .isEqualTo(true);
            }
            page.keyboard().press("Escape");
            assertThat(dialog).hasCount(0);
            assertThat(disconnect).isFocused();
            page.evaluate("() => { announced.length = 0; }");
            site.widget("figure", "{\"title\":\"Orders\",\"value\":4711}");
            assertThat(page.locator("#widgets")).containsText("4,711");
            assertThat(Announcements.of(page, ""))
                    .as("figures that move are not read out")
                    .isEmpty();
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertThat(barbara.awaitClose()).isEqualTo(4004);
            assertThat(page.getByLabel("Search connections")).isFocused();
            eventually(() -> assertThat(Announcements.of(page, "Barbara was disconnected"))
                    .hasSize(1));
        }
    }

    private static void notify(String user, String title) {
        Map<String, ?> body =
                Map.of("title", title, "message", "It is here", "link", "/chat.html", "to", Map.of("user", user));
        site.server().push("/api/notify", Hostile.json(body));
    }

    private static Locator focused(Page page) {
        return page.locator(":focus");
    }
}
