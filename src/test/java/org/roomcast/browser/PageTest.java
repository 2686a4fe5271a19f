package org.roomcast.browser;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the pages begin with: the browser, and one site for all tests of a class. */
abstract class PageTest {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    static Path data;

    static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(data);
    }

    /** Without a browser there is no site. */
    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
            site = null;
        }
    }
}
