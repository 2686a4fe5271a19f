package org.roomcast.boot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** Sets up logging for a program that is nothing but the server: one line an event, libraries only when they warn. */
final class Logs {

    /**
     * Jersey's responder would write a stack trace for each client that goes before its answer has: every other failure of
     * a resource is reported as an incident.
     */
    private static final String CONFIGURATION = """
            handlers = java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.formatter = org.roomcast.boot.LineFormatter
            .level = WARNING
            org.roomcast.level = INFO
            org.jboss.weld.level = SEVERE
            org.glassfish.level = SEVERE
            org.glassfish.jersey.server.ServerRuntime$Responder.level = OFF
            java.util.logging.SimpleFormatter.format = %1$tFT%1$tT.%1$tL%1$tz %4$s %3$s: %5$s%6$s%n
            """;

    private Logs() {}

    /** Does nothing when the operator has named a configuration of their own. */
    static void configure() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        try {
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
