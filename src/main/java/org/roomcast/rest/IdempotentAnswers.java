package org.roomcast.rest;

import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.roomcast.history.RecentKeys;

/** The answers that retries get again, for 5 minutes. Safe in every thread. */
@ApplicationScoped
public class IdempotentAnswers {

    private static final int CAPACITY = 10_000;
    /** All bodies together, in characters: the answer to a batch of 1,000 has some 70,000. */
    private static final long MAX_CHARACTERS = 8L * 1024 * 1024;

    record RequestKey(String caller, String path, String value) {}

    /**
     * What was answered.
     *
     * @param requestHash SHA-256 of the request's body, in hexadecimal digits
     * @param body null while the first request is under way
     */
    record Answer(String requestHash, int status, @Nullable String body) {

        static Answer pending(String requestHash) {
            return new Answer(requestHash, 0, null);
        }

        long characters() {
            return body == null ? 0 : body.length();
        }

        boolean isForSameBody(Answer other) {
            return requestHash.equals(other.requestHash);
        }
    }

    private final RecentKeys<RequestKey, Answer> answers =
            new RecentKeys<>(CAPACITY, MAX_CHARACTERS, Answer::characters, System::nanoTime);

    @Nullable Answer begin(RequestKey key, Answer pending) {
        return answers.putIfAbsent(key, pending);
    }

    void finish(RequestKey key, int status, String body) {
        answers.update(key, pending -> new Answer(pending.requestHash(), status, body));
    }

    void forget(RequestKey key) {
        answers.forget(key);
    }
}
