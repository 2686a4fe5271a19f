package org.roomcast.model;

import java.util.Arrays;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The one way into the log: whatever a text holds, names, rooms, what a database complains of, it cannot forge a line
 * ({@link LogText}). Safe in every thread.
 */
public final class SafeLog implements System.Logger {

    private final System.Logger logger;

    private SafeLog(System.Logger logger) {
        this.logger = logger;
    }

    public static System.Logger of(Class<?> owner) {
        return new SafeLog(System.getLogger(owner.getName()));
    }

    @Override
    public String getName() {
        return logger.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return logger.isLoggable(level);
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable fault) {
        if (isLoggable(level)) {
            logger.log(level, bundle, safe(text), fault == null ? null : LoggedException.of(fault));
        }
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... values) {
        if (isLoggable(level)) {
            logger.log(level, bundle, safe(format), values == null ? null : safe(values));
        }
    }

    private static @Nullable String safe(@Nullable String text) {
        return text == null ? null : LogText.line(text);
    }

    private static @Nullable Object[] safe(@Nullable Object[] values) {
        return Arrays.stream(values)
                .map(value -> value == null || value instanceof Number ? value : LogText.line(value.toString()))
                .toArray();
    }
}
