package org.roomcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Test;

/** People who talk to each other, in a real browser. */
class ConversationIT extends PageTest {

    @Test
    void twoPeopleSeeTheSameConversation() {
        ChatPage ada = ChatPage.enterAs(CHROMIUM.visitor(site), "Ada", "talk");
        ChatPage grace = ChatPage.enterAs(CHROMIUM.visitor(site), "Grace", "talk");
        ada.say("hello-1");
        grace.awaitMessage("hello-1");
        grace.say("hello-2");
        ada.awaitMessage("hello-2");
        ada.say("hello-3");
        grace.awaitMessage("hello-3");
        assertThat(grace.words()).containsExactly("hello-1", "hello-2", "hello-3");
        eventually(() -> assertThat(ada.words()).isEqualTo(grace.words()));
        PlaywrightAssertions.assertThat(grace.message("hello-1")).containsText("Ada");
    }
}
