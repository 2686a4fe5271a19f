package org.roomcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The way that the Tab key takes through a page. */
record Tabbing(Page page) {

    /** Everything where it has to stop, in the order of the document; of radio buttons that belong together, one. */
    private static final String STOPS = """
            () => {
              window.stops = [...document.querySelectorAll(
                'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
                .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.disabled)
                .filter(({ type, checked }) => type !== 'radio' || checked);
              return stops.length;
            }
            """;

    /** Where the focus is, whether it is to be seen, and whether it went on as one reads: down, or to the right. */
    private static final String FOCUS = """
            () => {
              const at = stops.indexOf(document.activeElement);
              if (at < 0) return { at, wrong: '' };
              const seen = (node) => (node.matches('.choices input') ? node.nextElementSibling : node);
              const node = seen(stops[at]);
              const box = node.getBoundingClientRect();
              const { outlineStyle, outlineWidth } = getComputedStyle(node);
              const before = at > 0 ? seen(stops[at - 1]).getBoundingClientRect() : { top: 0, right: 0 };
              const wrongs = {
                'has no outline': outlineStyle === 'none' || parseFloat(outlineWidth) < 2,
                'is off the screen': box.bottom <= 0 || box.right <= 0 || box.top >= innerHeight || box.left >= innerWidth,
                'is above what was before': box.bottom <= before.top && box.left < before.right,
              };
              const wrong = Object.keys(wrongs).filter((name) => wrongs[name]).join(', ');
              return { at, wrong: wrong && `${node.outerHTML.slice(0, 120)} ${wrong}` };
            }
            """;

    /** @return the stops, as they are numbered in the document */
    List<Integer> assertLeadsThroughAndBack(String name) {
        int stops = (Integer) page.evaluate(STOPS);
        List<String> wrongs = new ArrayList<>();
        List<Integer> way = walk("Tab", stops + 1, wrongs);
        assertThat(wrongs).as("the focus in %s", name).isEmpty();
        List<Integer> inOrder = IntStream.range(0, stops).boxed().toList();
        assertThat(way).as("the way through %s", name).isEqualTo(inOrder);
        List<Integer> back = walk("Shift+Tab", stops, new ArrayList<>());
        assertThat(back)
                .as("the way back through %s", name)
                .isEqualTo(
                        IntStream.range(0, stops).mapToObj(i -> stops - 1 - i).toList());
        return way;
    }

    /** Until the focus leaves the page, which it does behind the last stop; a trap would keep it there. */
    private List<Integer> walk(String key, int presses, List<String> wrongs) {
        List<Integer> way = new ArrayList<>();
        for (int i = 0; i < presses; i++) {
            page.keyboard().press(key);
            Map<?, ?> focus = (Map<?, ?>) page.evaluate(FOCUS);
            int at = (Integer) focus.get("at");
            if (at < 0) {
                break;
            }
            way.add(at);
            if (!"".equals(focus.get("wrong"))) {
                wrongs.add(String.valueOf(focus.get("wrong")));
            }
        }
        return way;
    }
}
