package org.roomcast.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Feeds many made-up inputs to a target, on several threads, and looks for crashes and hangs. The seed is printed; the
 * same seed makes the same inputs, however many processors there are.
 */
public final class Fuzz {

    /** The property that sets the seed; without it the clock does. */
    public static final String SEED = "roomcast.fuzz.seed";
    /** The property that says how many times as many inputs as by default are tried. */
    public static final String TIMES = "roomcast.fuzz.times";

    /** A number that does not depend on the machine, since each has inputs of its own. */
    private static final int WORKERS = 4;
    /** No input here takes a millisecond; a machine that is busy may stop a thread for longer than that. */
    private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final int SHOWN = 2_000;

    /** What is tried. Whatever it throws is a finding. */
    public interface Target<T> {
        void accept(T input) throws Exception;
    }

    private Fuzz() {}

    /**
     * Tries {@code inputs} inputs, times {@link #TIMES}.
     *
     * @param what the target, for the report
     * @throws AssertionError for the first finding, with its input and the seed
     */
    public static <T> void feed(
            String what, long inputs, Function<SplittableRandom, T> generator, Target<? super T> target) {
        long seed = Long.getLong(SEED, System.nanoTime());
        long all = inputs * Integer.getInteger(TIMES, 1);
        System.out.printf("Fuzzing %s: %,d inputs, -D%s=%d%n", what, all, SEED, seed);
        List<Worker<T>> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            Worker<T> worker = new Worker<>(new SplittableRandom(seed + i), all / WORKERS, generator, target);
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
        }
        try {
            for (Worker<T> worker : workers) {
                while (worker.isAlive()) {
                    worker.join(TimeUnit.SECONDS.toMillis(1));
                    workers.forEach(one -> one.requireSound(what, seed));
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        } finally {
            workers.forEach(worker -> worker.isStopped = true);
        }
        workers.forEach(worker -> worker.requireSound(what, seed));
    }

    private static final class Worker<T> extends Thread {
        private final SplittableRandom random;
        private final long count;
        private final Function<SplittableRandom, T> generator;
        private final Target<? super T> target;
        private volatile @Nullable T current;
        private volatile long since = System.nanoTime();
        private volatile @Nullable Throwable finding;
        private volatile boolean isStopped;

        Worker(SplittableRandom random, long count, Function<SplittableRandom, T> generator, Target<? super T> target) {
            super("fuzz");
            this.random = random;
            this.count = count;
            this.generator = generator;
            this.target = target;
        }

        @Override
        public void run() {
            try {
                for (long i = 0; i < count && !isStopped; i++) {
                    T input = generator.apply(random);
                    current = input;
                    since = System.nanoTime();
                    target.accept(input);
                }
            } catch (Throwable thrown) {
                finding = thrown;
            }
        }

        void requireSound(String what, long seed) {
            if (finding != null) {
                throw new AssertionError(report(what, seed), finding);
            }
            if (isAlive() && System.nanoTime() - since > HANG_NANOS) {
                AssertionError hang = new AssertionError(report("hang of " + what, seed));
                hang.setStackTrace(getStackTrace());
                throw hang;
            }
        }

        private String report(String what, long seed) {
            T input = current;
            String text = input instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(input);
            String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
            return what + ", -D" + SEED + "=" + seed + ", input: " + shown;
        }
    }
}
