package org.roomcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import jakarta.json.Json;
import java.util.Map;

/** Markup that leaves a mark when a page takes it for more than text. */
final class Hostile {

    /** Would leave a global name behind in either way: as a script that ran, or as an element that was made. */
    static final String MARKUP = "<img id=injected src=x onerror=window.injected=1>";

    /** The same for fields that hold little more than a name. */
    static final String NAME = "<b id=injected>Eve</b>";

    private Hostile() {}

    /** @param fields in pairs; a value may be a map */
    static String json(Map<String, ?> fields) {
        return Json.createObjectBuilder(fields).build().toString();
    }

    /** The text stands there as it was sent, and nothing came of it. */
    static void assertText(Locator place, String text) {
        PlaywrightAssertions.assertThat(place.first()).containsText(text);
        assertNothingMade(place.page());
    }

    static void assertNothingMade(Page page) {
        assertThat(page.evaluate("() => [typeof window.injected, document.querySelectorAll('[id=injected]').length]"))
                .as("script and elements out of text")
                .isEqualTo(java.util.List.of("undefined", 0));
    }
}
