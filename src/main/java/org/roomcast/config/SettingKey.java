package org.roomcast.config;

/**
 * One setting: what it is called, what holds without it, what it means. docs/CONFIGURATION.md is held against these.
 *
 * @param name the full name; {@code *} stands for the name of a room policy
 * @param fallback the value that holds when nothing is set; empty for none
 * @param meaning one sentence
 */
public record SettingKey(String name, String fallback, String meaning) {

    /** The name as an environment variable. */
    String variable() {
        return name.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
