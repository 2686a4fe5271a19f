package org.roomcast.config;

/** A setting that stops the start. The message is one sentence that names the key, and never holds a secret. */
public final class SettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message, null, false, false);
    }

    /** @param problem what is wrong, as a continuation of the key's name: {@code must be a number} */
    public static SettingException of(SettingKey key, String problem) {
        return new SettingException(key.name() + " " + problem);
    }
}
