package org.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The inbox in a real browser. */
class NotificationPageIT extends PageTest {

    @Test
    void aNotificationArrivesInTwoTabsAndReadInOneIsReadInBoth() {
        Visitor ada = CHROMIUM.visitor(site);
        Page first = ada.open(Site.signedIn("notifications.html", "ada"));
        Page second = ada.open(Site.signedIn("notifications.html", "ada"));
        for (Page tab : List.of(first, second)) {
            assertThat(tab.getByText("Nothing new")).isVisible();
        }
        site.server()
                .push(
                        "/api/notify",
                        "{\"title\":\"Parcel\",\"message\":\"It is on its way\",\"to\":{\"user\":\"ada\"}}");
        for (Page tab : List.of(first, second)) {
            assertThat(inbox(tab).getByText("It is on its way")).isVisible();
            assertThat(tab).hasTitle(Pattern.compile("^\\(1\\) "));
        }
        inbox(first)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions()
                                .setName(Pattern.compile("^Mark as read", Pattern.CASE_INSENSITIVE)))
                .first()
                .click();
        for (Page tab : List.of(first, second)) {
            assertThat(tab).hasTitle(Pattern.compile("^[^(]"));
        }
    }

    private static Locator inbox(Page tab) {
        return tab.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Inbox"));
    }
}
