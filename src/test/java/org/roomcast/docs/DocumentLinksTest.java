package org.roomcast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link from one document to another file leads somewhere. */
class DocumentLinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<Path> documents;
        try (Stream<Path> top = Files.list(Path.of("."));
                Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> docker = Files.walk(Path.of("docker"));
                Stream<Path> examples = Files.walk(Path.of("examples"))) {
            documents = Stream.of(top, docs, docker, examples)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
        assertThat(documents).hasSizeGreaterThan(10);
        for (Path document : documents) {
            LINK.matcher(Files.readString(document)).results().forEach(link -> assertThat(
                            document.resolveSibling(link.group(1)).normalize())
                    .as("a link in %s", document)
                    .exists());
        }
    }
}
