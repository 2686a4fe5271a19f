package org.roomcast.auth;

/**
 * A key that was just made. Immutable.
 *
 * @param key what the program is given; kept nowhere
 * @param line what the configuration is given
 */
public record NewApiKey(String key, String line) {

    /** @throws IllegalArgumentException when the name cannot be a key's */
    public static NewApiKey named(String name) {
        String key = ApiKey.random();
        return new NewApiKey(key, ApiKey.line(name, key));
    }

    @Override
    public String toString() {
        return "NewApiKey[…]";
    }
}
