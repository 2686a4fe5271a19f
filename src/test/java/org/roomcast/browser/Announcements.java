package org.roomcast.browser;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Objects;

/**
 * What a visitor's pages add to their live regions, which is what a screen reader reads out. It hears of a change a moment
 * after it was made, as the observer here does.
 */
record Announcements(Visitor visitor) {

    private static final String LISTEN = """
            window.announced = [];
            const isLive = (node) => {
              const region = node.closest('[aria-live], [role=log], [role=status], [role=alert]');
              return region !== null && region.getAttribute('aria-live') !== 'off';
            };
            const told = ({ target, addedNodes }) => {
              const place = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
              if (!place || !isLive(place)) return;
              for (const node of addedNodes) if (node.textContent.trim()) window.announced.push(node.textContent);
            };
            new MutationObserver((changes) => changes.forEach(told))
              .observe(document, { subtree: true, childList: true });
            """;

    Page open(String path) {
        visitor.context().addInitScript(LISTEN);
        return visitor.open(path);
    }

    /** @return those with the text in them */
    static List<String> of(Page page, String text) {
        Object told = page.evaluate("text => announced.filter((words) => words.includes(text))", text);
        return ((List<?>) told).stream().map(Objects::toString).toList();
    }
}
