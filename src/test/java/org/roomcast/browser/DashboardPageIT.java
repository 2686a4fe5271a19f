package org.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** The dashboard in a real browser, and what an administrator does. */
class DashboardPageIT extends PageTest {

    @Test
    void theFiguresMoveWithWhatHappens() {
        Page page = CHROMIUM.visitor(site).open(Site.signedIn("dashboard.html", "root", "admin"));
        assertThat(tile(page, "Connections")).containsText("1");
        ChatPage.enterAs(CHROMIUM.visitor(site), "Ada", "measured");
        assertThat(tile(page, "Connections")).containsText("2");
        site.widget("orders", "{\"title\":\"Orders today\",\"value\":318,\"unit\":\"orders\"}");
        Locator widget =
                page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText("Orders today"));
        assertThat(widget.first()).containsText("318");
    }

    @Test
    void anAdministratorSpeaksToEverybodyAndEndsAConnection() {
        Page dashboard = CHROMIUM.visitor(site).open(Site.signedIn("dashboard.html", "root", "admin", "publisher"));
        ChatPage ada = ChatPage.signedIn(CHROMIUM.visitor(site), "ada", "ended");
        Locator speaking = dashboard.getByRole(AriaRole.FORM, new Page.GetByRoleOptions().setName("Tell everyone"));
        speaking.getByLabel("Message").fill("notice-1");
        button(speaking, "Send").click();
        assertThat(ada.page().getByRole(AriaRole.BUTTON).filter(ChatPage.having("Root")))
                .isVisible();

        dashboard.getByLabel("Search connections").fill("ada");
        button(dashboard.getByRole(AriaRole.TABLE), "Disconnect Ada").click();
        button(dashboard.getByRole(AriaRole.DIALOG), "Disconnect").click();
        Locator banner = ada.page().getByRole(AriaRole.STATUS).filter(ChatPage.having("ended by an administrator"));
        assertThat(banner).isVisible();
        banner.getByRole(AriaRole.BUTTON).click();
        assertThat(banner).isHidden();
        ada.say("back-1");
        ada.awaitMessage("back-1");
    }

    private static Locator button(Locator place, String name) {
        return place.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator tile(Page page, String title) {
        return page.getByRole(AriaRole.TERM, new Page.GetByRoleOptions().setName(title))
                .or(page.locator("dt", new Page.LocatorOptions().setHasText(title)))
                .first()
                .locator("..");
    }
}
