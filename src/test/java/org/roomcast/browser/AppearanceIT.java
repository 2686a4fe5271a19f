package org.roomcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.TestClient;

/**
 * Each page with something on it, light and dark, on a phone and on a desk: axe-core finds nothing that would keep people
 * out, nothing has to be scrolled sideways, nothing moves while it comes up, and pictures are kept in
 * `target/screenshots`.
 */
class AppearanceIT extends PageTest {

    private static final Map<String, Integer> WIDTHS = Map.of("phone", 360, "desktop", 1280);

    private static final Set<String> WITH_CONTENT =
            Set.of("index.html", "chat.html", "notifications.html", "dashboard.html", "console.html");

    /** The longest name of a room. */
    private static final String LONG =
            "a-name-that-no-list-is-wide-enough-for".repeat(5).substring(0, 164);

    private static final String AXE = """
            async () => (await axe.run({ resultTypes: ['violations'] })).violations
              .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) =>
                `${target} (${failureSummary})`).join('; ')}`)
            """;

    /** Within the page there are boxes of their own, and hidden words must not make a page longer than it looks. */
    private static final String UNTIDY = """
            () => {
              const foot = document.querySelector('.foot')?.getBoundingClientRect().bottom ?? innerHeight;
              return [
                document.documentElement.scrollWidth > innerWidth && 'the page scrolls sideways',
                document.documentElement.scrollHeight > Math.max(foot + scrollY, innerHeight) + 1 && 'the page is too long',
                ...[...document.querySelectorAll('.side, .log, .wire-log, .events-box')]
                  .map((box) => box.scrollWidth > box.clientWidth && `${box.id || box.className} scrolls sideways`),
              ].filter(Boolean);
            }
            """;

    @Test
    void home() {
        Page page = CHROMIUM.visitor(site).open(Site.signedIn("index.html", "ada", "admin"));
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.HEADING).first())
                .isVisible();
        PlaywrightAssertions.assertThat(page.getByText("Online").first()).isVisible();
        assertGood(page, "index");
    }

    @Test
    void chat() {
        ChatPage grace = ChatPage.signedIn(CHROMIUM.visitor(site), "grace", "lobby");
        Visitor visitor = CHROMIUM.visitor(site);
        visitor.context().addInitScript("location.host && (sessionStorage['roomcast.rooms'] = '[\"" + LONG + "\"]')");
        ChatPage ada = ChatPage.signedIn(visitor, "ada", "lobby");
        ada.say("The new shelves are up, see https://example.org/shelves");
        grace.say("Splendid! How many fit in one row?");
        ada.say("Twelve, and two more on top.");
        grace.say("done-1");
        ada.awaitMessage("done-1");
        assertGood(ada.page(), "chat");
    }

    @Test
    void chatBeforeItIsEntered() {
        Page page = CHROMIUM.visitor(site).open("chat.html");
        PlaywrightAssertions.assertThat(
                        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Your name")))
                .isVisible();
        assertGood(page, "chat-entry");
    }

    @Test
    void notifications() {
        for (String type : List.of("info", "success", "warning", "error")) {
            String body =
                    "{\"title\":\"A notification of type " + type + "\",\"message\":\"With a line of text below it.\","
                            + "\"type\":\"" + type + "\",\"link\":\"/chat.html\",\"to\":{\"user\":\"ada\"}}";
            site.server().push("/api/notify", body);
        }
        Page page = CHROMIUM.visitor(site).open(Site.signedIn("notifications.html", "ada"));
        PlaywrightAssertions.assertThat(
                        page.getByText("A notification of type info").first())
                .isVisible();
        assertGood(page, "notifications");
    }

    @Test
    void notificationsWithoutAToken() {
        Page page = CHROMIUM.visitor(site).open("notifications.html");
        PlaywrightAssertions.assertThat(page.getByLabel("Access token")).isVisible();
        assertGood(page, "token");
    }

    @Test
    void dashboard() {
        site.widget("orders", "{\"title\":\"Orders today\",\"value\":318,\"unit\":\"orders\"}");
        site.widget("load", "{\"title\":\"Load\",\"series\":[3,5,4,8,6,9,7],\"unit\":\"jobs\"}");
        try (TestClient member = site.server().connect("/ws/chat?user=Ada")) {
            member.join(LONG);
            Page page = CHROMIUM.visitor(site).open(Site.signedIn("dashboard.html", "root", "admin"));
            PlaywrightAssertions.assertThat(page.getByText("Orders today").first())
                    .isVisible();
            site.push(LONG, "said-1");
            PlaywrightAssertions.assertThat(page.locator("#busiest")).containsText(LONG);
            assertGood(page, "dashboard");
        }
    }

    @Test
    void console() {
        Page page = CHROMIUM.visitor(site).open(Site.signedIn("console.html", "root", "admin", "publisher"));
        PlaywrightAssertions.assertThat(page.locator(".wire-log")).containsText("welcome");
        page.locator("#endpoint").selectOption("ws/dashboard");
        PlaywrightAssertions.assertThat(page.locator(".wire-log")).containsText("Closed ws/chat with 1000");
        PlaywrightAssertions.assertThat(page.locator("#send")).hasAttribute("aria-disabled", "false");
        for (int i = 0; i < 30; i++) {
            page.getByLabel("Frame", new Page.GetByLabelOptions().setExact(true))
                    .press("Control+Enter");
        }
        PlaywrightAssertions.assertThat(page.locator("#records")).containsText("\"id\":30");
        assertGood(page, "console");
    }

    @Test
    void nothingMovesWhileAPageComesUp() {
        site.server().push("/api/notify", "{\"message\":\"Parcel\",\"to\":{\"user\":\"edith\"}}");
        Steadiness steadiness = new Steadiness(CHROMIUM.visitor(site));
        SoftAssertions all = new SoftAssertions();
        WIDTHS.forEach((device, width) -> Steadiness.LOADED.forEach((name, words) -> {
            Page page = steadiness.open(Site.signedIn(name, "edith", "admin"), width);
            PlaywrightAssertions.assertThat(page.locator("#identity")).containsText("Edith");
            PlaywrightAssertions.assertThat(page.locator("main")).containsText(words);
            all.assertThat(Steadiness.moved(page))
                    .as("%s on %s: %s", name, device, Steadiness.whatMoved(page))
                    .isLessThan(Steadiness.BEARABLE);
        }));
        all.assertAll();
    }

    @Test
    void everyOtherPage() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/webapp"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".html") && !WITH_CONTENT.contains(name))
                    .forEach(AppearanceIT::lookAt);
        }
    }

    private static void lookAt(String name) {
        Page page = CHROMIUM.visitor(site).open(Site.signedIn(name, "root", "admin", "publisher"));
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.HEADING).first())
                .isVisible();
        assertGood(page, name.replace(".html", ""));
    }

    private static void assertGood(Page page, String name) {
        page.evaluate(axe());
        SoftAssertions all = new SoftAssertions();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
            WIDTHS.forEach((device, width) -> {
                String variant = name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + device;
                page.setViewportSize(width, 800);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Visitor.PICTURES.resolve(variant + ".png"))
                        .setFullPage(true));
                all.assertThat(violations(page)).as("axe on " + variant).isEmpty();
                all.assertThat((List<?>) page.evaluate(UNTIDY)).as(variant).isEmpty();
            });
        }
        all.assertAll();
    }

    private static List<String> violations(Page page) {
        List<String> found = new ArrayList<>();
        ((List<?>) page.evaluate(AXE)).forEach(one -> found.add(String.valueOf(one)));
        return found;
    }

    private static String axe() {
        try (InputStream script = AppearanceIT.class.getResourceAsStream("/axe.min.js")) {
            assertThat(script).as("axe-core on the class path").isNotNull();
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
