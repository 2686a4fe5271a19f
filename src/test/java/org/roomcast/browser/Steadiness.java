package org.roomcast.browser;

import com.microsoft.playwright.Page;
import java.util.Map;

/**
 * How much of a visitor's pages moves by itself, as browsers measure it: the share of the screen, times how far.
 *
 * @param visitor whose pages are watched from their first moment on
 */
record Steadiness(Visitor visitor) {

    /** Half of what is commonly held to be bearable. */
    static final double BEARABLE = 0.05;

    /** What stands on a page when it has come up. */
    static final Map<String, String> LOADED = Map.of(
            "index.html", " ms",
            "chat.html", "Edithyou",
            "notifications.html", "Parcel",
            "dashboard.html", "Updated",
            "console.html", "welcome");

    private static final String WATCH = """
            window.shifts = [];
            const seen = ({ value, sources, hadRecentInput }) => hadRecentInput ||
              shifts.push({ value, nodes: sources.map(({ node }) => node?.outerHTML?.slice(0, 80)) });
            new PerformanceObserver((list) => list.getEntries().forEach(seen))
              .observe({ type: 'layout-shift', buffered: true });
            """;

    Steadiness {
        visitor.context().addInitScript(WATCH);
    }

    Page open(String path, int width) {
        Page page = visitor.context().newPage();
        page.setViewportSize(width, 800);
        page.navigate(path);
        return page;
    }

    static double moved(Page page) {
        // What was drawn is measured with the next frame.
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        return ((Number) page.evaluate("() => shifts.reduce((sum, { value }) => sum + value, 0)")).doubleValue();
    }

    static String whatMoved(Page page) {
        return String.valueOf(page.evaluate("() => JSON.stringify(shifts)"));
    }
}
