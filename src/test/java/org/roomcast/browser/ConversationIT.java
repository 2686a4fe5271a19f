package org.roomcast.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.roomcast.testing.Eventually.eventually;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** People who talk to each other, in a real browser. */
class ConversationIT {

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
