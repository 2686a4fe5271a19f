package org.roomcast.servers.matrix;

import java.lang.reflect.Method;
import org.junit.jupiter.api.DisplayName;

/** A row of the matrix: what is expected, and the section it belongs to. Sorted as in the matrix. */
public record Behaviour(String section, String text) implements Comparable<Behaviour> {

    /** What a test shows: the display names of its class and of itself. */
    public static Behaviour of(Method test) {
        return new Behaviour(
                name(test.getDeclaringClass().getAnnotation(DisplayName.class), test),
                name(test.getAnnotation(DisplayName.class), test));
    }

    @Override
    public int compareTo(Behaviour other) {
        int bySection = section.compareTo(other.section);
        return bySection == 0 ? text.compareTo(other.text) : bySection;
    }

    private static String name(DisplayName name, Method test) {
        if (name == null) {
            throw new IllegalStateException(test + " or its class has no @DisplayName: it would have no row");
        }
        return name.value();
    }
}
