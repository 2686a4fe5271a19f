package org.roomcast.boot.wiring;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.FetchedKeys;
import org.roomcast.auth.JwtVerifier;
import org.roomcast.auth.KeyAddress;
import org.roomcast.auth.Secret;
import org.roomcast.auth.TokenAlgorithm;
import org.roomcast.auth.TokenKeys;
import org.roomcast.auth.TokenMint;
import org.roomcast.auth.TokenRules;
import org.roomcast.auth.TokenVerifier;
import org.roomcast.config.SettingException;
import org.roomcast.config.SettingKey;
import org.roomcast.config.SettingKeys;
import org.roomcast.config.Settings;
import org.roomcast.model.SafeLog;

/**
 * Whose tokens this server believes: one algorithm, and its keys. Immutable.
 *
 * @param secret null where the keys are public ones, so that no token can be made here
 */
record Trust(
        TokenAlgorithm algorithm,
        TokenKeys keys,
        TokenRules rules,
        @Nullable Secret secret) {

    private static final Logger LOG = SafeLog.of(Trust.class);

    /**
     * @param generated the secret that is taken when none is set
     * @param executor fetches keys; may block
     * @throws SettingException when a setting is not what it must be
     */
    static Trust of(Settings.Auth auth, Supplier<Secret> generated, Executor executor) {
        Settings.Tokens tokens = auth.tokens();
        TokenAlgorithm algorithm = algorithm(tokens);
        TokenRules rules = new TokenRules(tokens.issuer(), tokens.audience(), tokens.clockSkew());
        if (!algorithm.isAsymmetric()) {
            requireNoPublicKeys(tokens);
            Secret secret = secret(auth.secret(), generated);
            return new Trust(algorithm, TokenKeys.of(secret), rules, secret);
        }
        if (auth.secret() != null) {
            throw SettingException.of(
                    SettingKeys.AUTH_SECRET,
                    "must not stand beside roomcast.auth.algorithm=" + tokens.algorithm()
                            + ": tokens are signed with one kind of key");
        }
        return new Trust(algorithm, publicKeys(algorithm, tokens, executor), rules, null);
    }

    static TokenAlgorithm algorithm(Settings.Tokens tokens) {
        return TokenAlgorithm.named(tokens.algorithm())
                .orElseThrow(
                        () -> SettingException.of(SettingKeys.AUTH_ALGORITHM, "must be HS256, RS256, ES256 or EdDSA"));
    }

    static Secret secret(@Nullable String text, Supplier<Secret> generated) {
        return text == null ? generated.get() : checked(SettingKeys.AUTH_SECRET, () -> Secret.of(text));
    }

    TokenVerifier verifier(Clock clock) {
        return new JwtVerifier(algorithm, keys, rules, clock);
    }

    @Nullable TokenMint mint(Clock clock) {
        return secret == null ? null : new TokenMint(secret, rules, clock);
    }

    private static void requireNoPublicKeys(Settings.Tokens tokens) {
        if (tokens.publicKey() != null || tokens.jwksUrl() != null) {
            throw SettingException.of(
                    tokens.publicKey() == null ? SettingKeys.AUTH_JWKS_URL : SettingKeys.AUTH_PUBLIC_KEY,
                    "needs roomcast.auth.algorithm to be RS256, ES256 or EdDSA");
        }
    }

    private static TokenKeys publicKeys(TokenAlgorithm algorithm, Settings.Tokens tokens, Executor executor) {
        String pem = tokens.publicKey();
        String url = tokens.jwksUrl();
        if (pem != null && url != null) {
            throw SettingException.of(SettingKeys.AUTH_JWKS_URL, "must not stand beside roomcast.auth.public-key");
        }
        if (pem != null) {
            return checked(SettingKeys.AUTH_PUBLIC_KEY, () -> TokenKeys.ofPem(algorithm, pemIn(pem)));
        }
        if (url != null) {
            return fetched(algorithm, url, tokens, executor);
        }
        throw SettingException.of(
                SettingKeys.AUTH_ALGORITHM,
                "is " + tokens.algorithm() + ", which needs roomcast.auth.public-key or roomcast.auth.jwks-url");
    }

    private static TokenKeys fetched(TokenAlgorithm algorithm, String url, Settings.Tokens tokens, Executor executor) {
        KeyAddress address = checked(SettingKeys.AUTH_JWKS_URL, () -> KeyAddress.of(url));
        if (address.isOpenToOthers()) {
            LOG.log(Level.WARNING, "{0} is not https: whoever is in between can put in a key", address);
        }
        if (tokens.audience() == null) {
            LOG.log(
                    Level.WARNING,
                    "roomcast.auth.audience is not set: tokens that the issuer made for other programs are taken too");
        }
        return new FetchedKeys(address, algorithm, tokens.jwksRefresh(), executor, System::nanoTime);
    }

    /** A PEM text as it is, perhaps on one line with \n in it, or that of a file. */
    private static String pemIn(String value) {
        if (value.contains("-----BEGIN")) {
            return value.replace("\\n", "\n");
        }
        try {
            return Files.readString(Path.of(value));
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException("is neither PEM nor a file that can be read");
        }
    }

    private static <T> T checked(SettingKey key, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException wrong) {
            throw SettingException.of(key, String.valueOf(wrong.getMessage()));
        }
    }

    /** Keys stay out of logs. */
    @Override
    public String toString() {
        return "Trust[" + algorithm + "]";
    }
}
