package org.roomcast.boot.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.roomcast.auth.ApiKeys;
import org.roomcast.auth.FetchedKeys;
import org.roomcast.auth.KeyFile;
import org.roomcast.auth.KeyRing;
import org.roomcast.auth.TokenKeys;
import org.roomcast.auth.TokenMint;
import org.roomcast.auth.TokenVerifier;
import org.roomcast.config.SettingException;
import org.roomcast.config.SettingKeys;
import org.roomcast.config.Settings;
import org.roomcast.model.Disconnect;
import org.roomcast.registry.SessionRegistry;

/**
 * Makes what knows tokens and API keys, and keeps it up to date. Keys are fetched and files reread by one thread of its
 * own, which ends when it has nothing to do: no request ever waits for them.
 */
@ApplicationScoped
public class AuthProducer {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Clock clock;
    private final Trust trust;
    private final KeyRing keys;
    private final ThreadPoolExecutor keeper;
    private final AtomicBoolean isRereading = new AtomicBoolean();

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected AuthProducer() {
        this.clock = null;
        this.trust = null;
        this.keys = null;
        this.keeper = null;
    }

    /** @throws SettingException when a setting is not what it must be */
    @Inject
    public AuthProducer(Settings settings, Clock clock, ContainerResources container, Deployment deployment) {
        this.clock = clock;
        this.keeper = oneThread(
                new NamedThreads("roomcast-keys-", container.threadFactory().orElse(null)));
        DataFolder folder = DataFolder.choose(settings.dataDir(), deployment.name(), System.getProperties());
        this.trust = Trust.of(settings.auth(), () -> SecretFile.loadOrCreate(folder), keeper);
        this.keys = keyRing(settings.auth(), clock);
    }

    @Produces
    TokenVerifier tokenVerifier() {
        return trust.verifier(clock);
    }

    @Produces
    TokenKeys tokenKeys() {
        return trust.keys();
    }

    /** None where the keys are public ones. */
    @Produces
    @Nullable TokenMint tokenMint() {
        return trust.mint(clock);
    }

    @Produces
    KeyRing keyRing() {
        return keys;
    }

    /** Fetches keys now, and goes on to look after them. */
    void begin(ServerThreads threads, SessionRegistry registry) {
        if (trust.keys() instanceof FetchedKeys fetched) {
            fetched.tick();
            threads.repeat(TICK, "keys of tokens", fetched::tick);
        }
        if (keys.isWatching()) {
            threads.repeat(TICK, "API keys", () -> reread(registry));
        }
    }

    void end() {
        keeper.shutdownNow();
    }

    private void reread(SessionRegistry registry) {
        if (!isRereading.compareAndSet(false, true)) {
            return;
        }
        keeper.execute(() -> {
            try {
                endConnectionsOf(keys.reread(), registry);
            } finally {
                isRereading.set(false);
            }
        });
    }

    /** Of programs that read a room as a stream. */
    private static void endConnectionsOf(Set<String> ended, SessionRegistry registry) {
        if (ended.isEmpty()) {
            return;
        }
        registry.connections().stream()
                .filter(connection -> ended.stream().anyMatch(connection.identity()::isProgram))
                .forEach(connection -> connection.disconnect(Disconnect.UNAUTHENTICATED));
    }

    private static KeyRing keyRing(Settings.Auth auth, Clock clock) {
        ApiKeys fixed;
        try {
            fixed = ApiKeys.parse(auth.apiKeys());
        } catch (IllegalArgumentException wrong) {
            throw SettingException.of(SettingKeys.AUTH_API_KEYS, String.valueOf(wrong.getMessage()));
        }
        try {
            return auth.apiKeysFile() == null
                    ? KeyRing.of(fixed, clock)
                    : KeyRing.of(fixed, new KeyFile(auth.apiKeysFile()), clock);
        } catch (IllegalArgumentException wrong) {
            throw SettingException.of(SettingKeys.AUTH_API_KEYS_FILE, String.valueOf(wrong.getMessage()));
        }
    }

    private static ThreadPoolExecutor oneThread(NamedThreads threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        // what comes after the end of the application is for nobody
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
