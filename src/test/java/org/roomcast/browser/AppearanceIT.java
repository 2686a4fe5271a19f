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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.roomcast.testing.TestServer;

/**
 * Each page with something on it, light and dark, on a phone and on a desk: axe-core finds nothing that would keep people
 * out, nothing has to be scrolled sideways, and pictures are kept in `target/screenshots`.
 */
class AppearanceIT {

    private static final Map<String, Integer> WIDTHS = Map.of("phone", 360, "desktop", 1280);

    private static final Set<String> WITH_CONTENT =
            Set.of("index.html", "chat.html", "notifications.html", "dashboard.html");

    private static final String AXE = """
            async () => (await axe.run({ resultTypes: ['violations'] })).violations
              .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) =>
                `${target} (${failureSummary})`).join('; ')}`)
            """;

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
        ChatPage ada = ChatPage.signedIn(CHROMIUM.visitor(site), "ada", "lobby");
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
        widget("orders", "{\"title\":\"Orders today\",\"value\":318,\"unit\":\"orders\"}");
        widget("load", "{\"title\":\"Load\",\"series\":[3,5,4,8,6,9,7],\"unit\":\"jobs\"}");
        Page page = CHROMIUM.visitor(site).open(Site.signedIn("dashboard.html", "root", "admin"));
        PlaywrightAssertions.assertThat(page.getByText("Orders today").first()).isVisible();
        assertGood(page, "dashboard");
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

    private static void widget(String name, String body) {
        site.server()
                .send(
                        "PUT",
                        "/api/dashboard/" + name,
                        body,
                        "X-API-Key",
                        TestServer.API_KEY,
                        "Content-Type",
                        "application/json");
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
                all.assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                        .as("no scrolling sideways on " + variant)
                        .isEqualTo(true);
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
