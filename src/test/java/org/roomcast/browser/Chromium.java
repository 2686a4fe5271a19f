package org.roomcast.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One Chromium for all test classes, begun by the first and ended with the run. After each test the visitors that came
 * in it are sent away, and none may have met anything that a page must not do. For the one test thread, as Playwright is.
 */
final class Chromium implements BeforeAllCallback, AfterEachCallback {

    private static final Namespace SHARED = Namespace.create(Chromium.class);

    private final List<Visitor> visitors = new ArrayList<>();
    private @Nullable Browser browser;

    @Override
    public void beforeAll(ExtensionContext test) {
        Optional<Path> executable = Executables.find(System.getenv());
        if (executable.isEmpty()) {
            System.err.println("SKIPPED: tests in a real browser need Chromium, Chrome or Edge; none was found, and "
                    + Executables.VARIABLE + " does not name one");
            Assumptions.abort("There is no Chromium, Chrome or Edge");
        }
        assertThat(executable).hasValueSatisfying(path -> assertThat(Files.isExecutable(path))
                .as("%s can be executed", path)
                .isTrue());
        PlaywrightAssertions.setDefaultAssertionTimeout(Visitor.PATIENCE.toMillis());
        browser = test.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(Running.class, key -> Running.start(executable.get()), Running.class)
                .browser();
    }

    /** Somebody new, with a storage of their own. */
    Visitor visitor(Site site) {
        return visitor(site.address());
    }

    /** @param address of the site; ends in a slash */
    Visitor visitor(String address) {
        assertThat(browser).isNotNull();
        Visitor visitor = new Visitor(browser.newContext(new Browser.NewContextOptions().setBaseURL(address)), address);
        visitors.add(visitor);
        return visitor;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        try {
            if (test.getExecutionException().isEmpty()) {
                visitors.forEach(Visitor::assertNothingWrong);
            } else {
                visitors.forEach(visitor -> visitor.keepPictures(test.getDisplayName()));
            }
        } finally {
            visitors.forEach(Visitor::close);
            visitors.clear();
        }
    }

    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        static Running start(Path executable) {
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            // A test machine is often a container without the privileges that the sandbox needs.
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable)
                            .setArgs(List.of("--no-sandbox")));
            return new Running(playwright, browser);
        }

        @Override
        public void close() {
            playwright.close();
        }
    }
}
