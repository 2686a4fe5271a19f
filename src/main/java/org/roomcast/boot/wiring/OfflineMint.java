package org.roomcast.boot.wiring;

import java.nio.file.Files;
import java.time.Clock;
import org.roomcast.auth.Secret;
import org.roomcast.auth.TokenAlgorithm;
import org.roomcast.auth.TokenMint;
import org.roomcast.auth.TokenRules;
import org.roomcast.config.SettingException;
import org.roomcast.config.SettingKeys;
import org.roomcast.config.Settings;

/** Makes tokens for a server without starting it, from its settings and the secret in its data folder. */
public final class OfflineMint {

    private OfflineMint() {}

    /** @throws SettingException when such a server cannot make tokens, or has no secret yet */
    public static TokenMint open(EmbeddedOptions options, Clock clock) {
        Settings settings = SettingsLoader.load(options);
        Settings.Tokens tokens = settings.auth().tokens();
        TokenAlgorithm algorithm = Trust.algorithm(tokens);
        if (algorithm.isAsymmetric()) {
            throw SettingException.of(
                    SettingKeys.AUTH_ALGORITHM,
                    "is " + tokens.algorithm()
                            + ": whoever has the private key makes the tokens, this server has none");
        }
        DataFolder folder = DataFolder.choose(settings.dataDir(), null, System.getProperties());
        Secret secret = Trust.secret(settings.auth().secret(), () -> existing(folder));
        return new TokenMint(secret, new TokenRules(tokens.issuer(), tokens.audience(), tokens.clockSkew()), clock);
    }

    /** One made here, in a folder that no server uses, would open nothing. */
    private static Secret existing(DataFolder folder) {
        if (!Files.exists(SecretFile.in(folder))) {
            throw new SettingException("There is no secret in " + folder.path().toAbsolutePath()
                    + " yet; start the server once, or name its folder with --data or its secret with"
                    + " roomcast.auth.secret");
        }
        return SecretFile.loadOrCreate(folder);
    }
}
