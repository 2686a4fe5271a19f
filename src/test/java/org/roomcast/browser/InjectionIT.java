package org.roomcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.testing.TestServer;

/** Markup in every field that a page shows stays text. */
class InjectionIT {

    /** Would leave a global name behind in either way: as a script that ran, or as an element that was made. */
    private static final String MARKUP = "<img id=injected src=x onerror=window.injected=1>";

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    static Path data;

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(data);
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void namesMessagesAndEventsOfTheChat() {
        ChatPage reader = ChatPage.enterAs(CHROMIUM.visitor(site), "Reader", "hostile");
        ChatPage attacker = ChatPage.enterAs(CHROMIUM.visitor(site), MARKUP.substring(0, 40), "hostile");
        attacker.say(MARKUP);
        push(
                "/api/messages",
                Json.createObjectBuilder()
                        .add("room", "hostile")
                        .add("event", "x" + MARKUP.substring(0, 30))
                        .add("data", text()));
        push(
                "/api/messages",
                Json.createObjectBuilder()
                        .add("room", "hostile")
                        .add("data", Json.createObjectBuilder().add(MARKUP, MARKUP)));
        site.push("hostile", "end-1");
        for (ChatPage page : new ChatPage[] {reader, attacker}) {
            page.awaitMessage("end-1");
            PlaywrightAssertions.assertThat(page.log()).containsText(MARKUP);
            assertNothingRan(page.page());
        }
    }

    @Test
    void notifications() {
        Page page = CHROMIUM.visitor(site).open(Site.signedIn("notifications.html", "ada"));
        push(
                "/api/notify",
                Json.createObjectBuilder()
                        .add("title", MARKUP)
                        .add("message", MARKUP)
                        .add("type", "info")
                        .add("link", "/chat.html?room=%22%3E%3Cimg%20id=injected%3E")
                        .add("to", Json.createObjectBuilder().add("user", "ada")));
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Inbox")))
                .containsText(MARKUP);
        assertNothingRan(page);
    }

    @Test
    void widgetsOfTheDashboard() {
        Page page = CHROMIUM.visitor(site).open(Site.signedIn("dashboard.html", "root", "admin"));
        String widget = Json.createObjectBuilder()
                .add("title", MARKUP)
                .add("value", MARKUP)
                .add("unit", "<b id=injected>")
                .build()
                .toString();
        assertThat(site.server()
                        .send(
                                "PUT",
                                "/api/dashboard/hostile",
                                widget,
                                "X-API-Key",
                                TestServer.API_KEY,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(202);
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(MARKUP)))
                .isVisible();
        assertNothingRan(page);
    }

    private static JsonObjectBuilder text() {
        return Json.createObjectBuilder().add("text", MARKUP);
    }

    private static void push(String path, JsonObjectBuilder body) {
        assertThat(site.server().push(path, body.build().toString()))
                .satisfies(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202));
    }

    private static void assertNothingRan(Page page) {
        assertThat(page.evaluate("() => typeof window.injected")).isEqualTo("undefined");
    }
}
