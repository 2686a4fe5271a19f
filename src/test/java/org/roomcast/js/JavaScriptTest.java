package org.roomcast.js;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.roomcast.testing.Node;

/** Runs the tests of the JavaScript client with Node's own runner, version 20 or later. */
class JavaScriptTest {

    @Test
    void theClientsOwnTestsPass() throws Exception {
        if (Node.version() < Node.OLDEST) {
            System.err.println("SKIPPED: the JavaScript client's tests need Node.js 20 or later on the PATH");
            Assumptions.abort("Node.js 20 or later is not on the PATH");
        }
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        try (Stream<Path> tests = Files.list(Path.of("src/test/js"))) {
            tests.filter(file -> file.toString().endsWith(".test.mjs"))
                    .sorted()
                    .forEach(file -> command.add(file.toString()));
        }
        assertThat(command).as("there are tests").hasSizeGreaterThan(2);
        Process node = Node.tests(command).start();
        String output = new String(node.getInputStream().readAllBytes());
        assertThat(node.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(node.exitValue()).as(output).isZero();
    }
}
