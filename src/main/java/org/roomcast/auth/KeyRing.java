package org.roomcast.auth;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Identity;
import org.roomcast.model.SafeLog;

/**
 * The API keys that hold now: those of the configuration, and those of a file that may change while the server runs. Who
 * shows a key is known by the key's name alone. Safe in every thread; only {@link #reread} blocks.
 */
public final class KeyRing {

    private static final Logger LOG = SafeLog.of(KeyRing.class);

    /**
     * How often a key was shown since the start, and when last.
     *
     * @param count of requests
     */
    public record Use(long count, Instant last) {}

    private static final Use NEVER = new Use(0, Instant.EPOCH);

    private final ApiKeys fixed;
    private final @Nullable KeyFile file;
    private final Clock clock;
    private final Map<String, Use> uses = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();
    private volatile ApiKeys current;
    /** Touched by the thread that rereads alone. */
    private String text = "";
    /** Touched by the thread that rereads alone. */
    private boolean isReadable = true;

    private KeyRing(ApiKeys fixed, @Nullable KeyFile file, Clock clock) {
        this.fixed = fixed;
        this.current = fixed;
        this.file = file;
        this.clock = clock;
    }

    /** Keys that do not change. */
    public static KeyRing of(ApiKeys fixed, Clock clock) {
        return new KeyRing(fixed, null, clock);
    }

    /** @throws IllegalArgumentException when the file cannot be read, or has a line that is no key */
    public static KeyRing of(ApiKeys fixed, KeyFile file, Clock clock) {
        KeyRing ring = new KeyRing(fixed, file, clock);
        try {
            if (!file.path().toFile().isFile()) {
                throw new IllegalArgumentException("names a file that is not there: " + file.path());
            }
            ring.text = file.text();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("names a file that cannot be read: " + file.path());
        }
        ring.current = file.read(ring.text, fixed, wrong -> {
            throw new IllegalArgumentException("has a mistake: " + wrong);
        });
        return ring;
    }

    /** The program that holds the key; empty when nobody does. */
    public Optional<Identity> identify(String shown) {
        Instant now = clock.instant();
        ApiKey key = current.find(shown, now);
        if (key == null) {
            refused.increment();
            return Optional.empty();
        }
        Use use = uses.merge(key.name(), new Use(1, now), (before, first) -> new Use(before.count() + 1, now));
        if (use.count() == 1) {
            LOG.log(Level.INFO, "The API key {0} is used for the first time since the start", key.name());
        }
        return Optional.of(Identity.program(key.name(), key.expiresAt()));
    }

    /** Whether the keys may change, so that {@link #reread} has something to do. */
    public boolean isWatching() {
        return file != null;
    }

    /**
     * Looks whether the file has changed. One that is gone holds no keys; one that cannot be read leaves them as they
     * were; a line that is no key is left out.
     *
     * @return the names of the keys that no longer hold
     */
    public Set<String> reread() {
        String fresh = file == null ? text : readOrKeep(file);
        if (file == null || fresh.equals(text)) {
            return Set.of();
        }
        text = fresh;
        ApiKeys before = current;
        ApiKeys after = file.read(fresh, fixed, wrong -> LOG.log(Level.ERROR, "An API key does not count: {0}", wrong));
        current = after;
        Set<String> ended = before.missingIn(after);
        LOG.log(Level.INFO, "API keys changed; new: {0}, ended: {1}", after.missingIn(before), ended);
        return ended;
    }

    /** By name, those that were shown. */
    public Map<String, Use> uses() {
        return new TreeMap<>(uses);
    }

    /** Of one key; never, as of 1970, when it was not shown. */
    public Use use(String name) {
        return uses.getOrDefault(name, NEVER);
    }

    /** How often something was shown that is no key. */
    public long refused() {
        return refused.sum();
    }

    private String readOrKeep(KeyFile from) {
        try {
            String fresh = from.text();
            isReadable = true;
            return fresh;
        } catch (IOException unreadable) {
            if (isReadable) {
                LOG.log(Level.ERROR, "The API keys in {0} cannot be read; the earlier ones hold", from.path());
            }
            isReadable = false;
            return text;
        }
    }
}
