package org.roomcast.auth;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.SafeLog;

/**
 * The keys of an issuer, fetched from a {@link KeySource} and kept.
 *
 * <h2>When</h2>
 *
 * At the start, every {@code refresh}, and when a token names a key that is not here, but never within five seconds of
 * the last time (two, while there is no key at all), whatever comes. While the source is away the keys that were there
 * hold.
 *
 * <h2>Concurrency</h2>
 *
 * Who looks for a key never waits: fetching is the executor's, one at a time. Who names a key that may be on its way is
 * told to come back. Safe in every thread.
 */
public final class FetchedKeys implements TokenKeys {

    /** Tokens that name keys which nobody has ever made cost the issuer no more than one request in that time. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** As long as no token can be checked at all. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    /** An issuer that is away for hours is a line a minute in the log. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private static final Logger LOG = SafeLog.of(FetchedKeys.class);

    private final KeySource source;
    private final TokenAlgorithm algorithm;
    private final Duration refresh;
    private final Executor executor;
    private final LongSupplier nanoTime;

    private volatile List<TokenKey> keys = List.of();
    /** Guarded by this. */
    private boolean isFetching;
    /** Guarded by this; null before the first time. */
    private @Nullable Long fetchedAt;
    /** Guarded by this. */
    private boolean isAway = true;
    /** Touched while fetching alone; null when the last time went well. */
    private @Nullable Long warnedAt;

    /**
     * @param refresh how often the keys are fetched anyway
     * @param executor for what may block
     * @param nanoTime as {@link System#nanoTime}
     */
    public FetchedKeys(
            KeySource source, TokenAlgorithm algorithm, Duration refresh, Executor executor, LongSupplier nanoTime) {
        this.source = source;
        this.algorithm = algorithm;
        this.refresh = refresh;
        this.executor = executor;
        this.nanoTime = nanoTime;
    }

    @Override
    public List<TokenKey> find(@Nullable String id) {
        List<TokenKey> known = keys;
        return id == null
                ? known
                : known.stream().filter(key -> id.equals(key.id())).toList();
    }

    @Override
    public void miss(@Nullable String id) {
        boolean mayCome;
        synchronized (this) {
            mayCome = isFetching || isAway || isRested();
        }
        fetchIf(isRested());
        if (mayCome || !find(id).isEmpty()) {
            throw new ProtocolException(ErrorCode.UNAVAILABLE, "The key of this token is not known yet; come back");
        }
    }

    @Override
    public int count() {
        return keys.size();
    }

    /** Fetches when it is time to; to be called at the start and about once a second. */
    public void tick() {
        boolean isDue;
        synchronized (this) {
            isDue = isAway ? isRested() : hasRested(refresh);
        }
        fetchIf(isDue);
    }

    private synchronized boolean isRested() {
        return hasRested(keys.isEmpty() ? FIRST_PAUSE : PAUSE);
    }

    private synchronized boolean hasRested(Duration pause) {
        return fetchedAt == null || nanoTime.getAsLong() - fetchedAt >= pause.toNanos();
    }

    private void fetchIf(boolean isDue) {
        synchronized (this) {
            if (!isDue || isFetching) {
                return;
            }
            isFetching = true;
            fetchedAt = nanoTime.getAsLong();
        }
        executor.execute(this::fetch);
    }

    private void fetch() {
        boolean isThere = false;
        try {
            List<TokenKey> fresh = JwkSetReader.read(source.fetch(), algorithm);
            if (isAway()) {
                LOG.log(Level.INFO, "{0} keys for tokens are known from {1}", fresh.size(), source);
            }
            keys = fresh;
            isThere = true;
            warnedAt = null;
        } catch (IOException | ParseException | RuntimeException failed) {
            warn(failed);
        } finally {
            ended(isThere);
        }
    }

    private void warn(Exception failed) {
        long now = nanoTime.getAsLong();
        if (warnedAt == null || now - warnedAt >= QUIET.toNanos()) {
            warnedAt = now;
            // the text of a parser could show what the source sent
            String why = failed instanceof IOException ? failed.toString() : "there is no usable key in its answer";
            LOG.log(Level.WARNING, "The keys for tokens cannot be fetched from {0}: {1}", source, why);
        }
    }

    private synchronized boolean isAway() {
        return isAway;
    }

    private synchronized void ended(boolean isThere) {
        isAway = !isThere;
        isFetching = false;
    }
}
