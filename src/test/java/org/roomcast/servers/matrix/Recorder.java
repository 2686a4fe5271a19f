package org.roomcast.servers.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Records how each test ended on this server. Tests run one after the other. */
public final class Recorder implements BeforeEachCallback, TestWatcher, AfterAllCallback {

    private static final Results RESULTS = Results.ofThisRun();
    private static final List<String> NOTES = new ArrayList<>();

    /** Keeps a footnote for the test that runs. */
    public static synchronized void note(String explanation) {
        NOTES.add(explanation);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        takeNotes();
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        record(context, Outcome.PASSED);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        record(context, Outcome.FAILED);
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        note(cause.getMessage().replaceFirst("^Assumption failed: ", ""));
        record(context, Outcome.LEFT_OUT);
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        reason.ifPresent(Recorder::note);
        record(context, Outcome.LEFT_OUT);
    }

    /** After each class, so that what was seen is kept whatever happens later. */
    @Override
    public void afterAll(ExtensionContext context) {
        RESULTS.write();
    }

    private static void record(ExtensionContext context, Outcome outcome) {
        RESULTS.add(Behaviour.of(context.getRequiredTestMethod()), outcome, takeNotes());
    }

    private static synchronized List<String> takeNotes() {
        List<String> taken = List.copyOf(NOTES);
        NOTES.clear();
        return taken;
    }
}
