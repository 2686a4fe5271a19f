package org.roomcast.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The chat as a person uses it: found by roles and labels.
 *
 * @param page the tab
 */
record ChatPage(Page page) {

    /** The messages of these tests are single words of this form, so that nothing else on the page is taken for one. */
    private static final Pattern WORD = Pattern.compile("\\b[a-z]+-\\d+\\b");

    /** Comes in under a name of one's own choice. */
    static ChatPage enterAs(Visitor visitor, String name, String room) {
        Page page = visitor.open("chat.html?room=" + room);
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Your name"))
                .fill(name);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Enter the chat"))
                .click();
        return new ChatPage(page).joined(room);
    }

    /** Comes in with a token. */
    static ChatPage signedIn(Visitor visitor, String user, String room) {
        return new ChatPage(visitor.open(Site.signedIn("chat.html?room=" + room, user))).joined(room);
    }

    /** Is in the room, as the server sees it: among its members. */
    ChatPage joined(String room) {
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(room).setLevel(1)))
                .isVisible();
        Locator members = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Members"));
        assertThat(members.getByRole(AriaRole.LISTITEM).filter(having("you"))).isVisible();
        return this;
    }

    Locator log() {
        return page.getByRole(
                AriaRole.LOG, new Page.GetByRoleOptions().setName("Messages").setExact(true));
    }

    Locator message(String text) {
        return log().getByRole(AriaRole.ARTICLE).filter(having(text + "(?!\\d)"));
    }

    static Locator.FilterOptions having(String pattern) {
        return new Locator.FilterOptions().setHasText(Pattern.compile(pattern));
    }

    void say(String text) {
        Locator field = page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Message").setExact(true));
        field.fill(text);
        field.press("Enter");
    }

    void awaitMessage(String text) {
        assertThat(message(text).first()).isAttached();
    }

    /** The words of all messages that are shown, in the order in which they stand there. */
    List<String> words() {
        return log().getByRole(AriaRole.ARTICLE).allInnerTexts().stream()
                .flatMap(text -> WORD.matcher(text).results().map(found -> found.group()))
                .toList();
    }
}
