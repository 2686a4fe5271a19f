package org.roomcast.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaticPageTest {

    private static final StaticPage SCRIPT =
            new StaticPage("let a = 1;\n".repeat(100).getBytes(StandardCharsets.UTF_8), "js");

    @Test
    void isCompressedForWhoeverTakesThat() {
        for (String header :
                List.of("gzip", "br, gzip", "GZIP;q=0.5", "*", "deflate, gzip ; q=1.0", "identity;q=0, *")) {
            assertThat(SCRIPT.variantFor(header).isZipped()).as(header).isTrue();
        }
        for (String header : List.of("", "br", "gzip;q=0", "gzip; q=0.00, *", "*;q=0", "gzipped", "identity")) {
            assertThat(SCRIPT.variantFor(header).isZipped()).as(header).isFalse();
        }
        assertThat(SCRIPT.variantFor(null).isZipped()).isFalse();
    }

    @Test
    void eachFormHasItsOwnTag() {
        StaticPage.Variant plain = SCRIPT.variantFor(null);
        StaticPage.Variant zipped = SCRIPT.variantFor("gzip");
        assertThat(zipped.tag()).isNotEqualTo(plain.tag());
        assertThat(zipped.isAmong(plain.tag())).isFalse();
        assertThat(zipped.isAmong("\"other\", W/" + zipped.tag())).isTrue();
        assertThat(plain.isAmong(plain.tag())).isTrue();
        assertThat(plain.isAmong("*")).isTrue();
        assertThat(plain.isAmong(null)).isFalse();
        assertThat(plain.isAmong("\"other\"")).isFalse();
    }

    @Test
    void whatWouldNotBeShorterStaysAsItIs() {
        StaticPage tiny = new StaticPage("{}".getBytes(StandardCharsets.UTF_8), "json");
        assertThat(tiny.varies()).isFalse();
        assertThat(tiny.variantFor("gzip").isZipped()).isFalse();
        assertThat(new StaticPage(new byte[1000], "png").varies()).isFalse();
    }
}
