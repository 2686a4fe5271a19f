package org.roomcast.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.roomcast.codec.Frame;
import org.roomcast.codec.JsonCodec;
import org.roomcast.testing.DirectExecutor;
import org.roomcast.testing.ManualClock;
import org.roomcast.testing.ManualExecutor;
import org.roomcast.testing.RecordingTransport;

class OutboxTest {

    private static final OutboxLimits WIDE = new OutboxLimits(1_000_000, 1L << 40);
    private static final Frame.Close NORMAL = new Frame.Close(1000, "closed");
    private static final Frame.Close SLOW = new Frame.Close(4202, "too slow");

    private static final class Counts implements OutboxListener {

        private final AtomicInteger frames = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicInteger messages = new AtomicInteger();
        private final AtomicInteger broken = new AtomicInteger();

        @Override
        public void sent(int sentFrames, long sentBytes) {
            messages.incrementAndGet();
            frames.addAndGet(sentFrames);
            bytes.addAndGet(sentBytes);
        }

        @Override
        public void broken() {
            broken.incrementAndGet();
        }
    }

    private final ManualClock clock = new ManualClock();
    private final ManualExecutor drainers = new ManualExecutor();
    private final ManualExecutor closers = new ManualExecutor();
    private final Counts counts = new Counts();

    @Test
    void framesLeaveInTheOrderOfTheOffers() {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        Outbox outbox = outbox(transport, false, WIDE);
        offer(outbox, 0, 1_000);
        drainers.runAll();
        assertThat(transport.messages()).containsExactlyElementsOf(texts(0, 1_000));
        assertIdle(outbox);
    }

    @Test
    void anOfferSendsNothingOnTheProducersThread() {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        offer(outbox(transport, false, WIDE), 0, 3);
        assertThat(transport.messages()).isEmpty();
        assertThat(drainers.size()).isEqualTo(1);
    }

    @Test
    void oneSendIsInFlightAtATime() {
        RecordingTransport transport = RecordingTransport.completingLater();
        Outbox outbox = outbox(transport, false, WIDE);
        offer(outbox, 0, 3);
        drainers.runAll();
        assertThat(transport.messages()).hasSize(1);
        offer(outbox, 3, 4);
        drainers.runAll();
        assertThat(transport.messages()).hasSize(1);
        for (int sent = 2; sent <= 4; sent++) {
            transport.complete();
            drainers.runAll();
            assertThat(transport.messages()).hasSize(sent);
        }
        transport.complete();
        drainers.runAll();
        assertThat(transport.messages()).containsExactlyElementsOf(texts(0, 4));
        assertIdle(outbox);
    }

    @Test
    void aTransportThatCompletesInPlaceNeverMakesItRecurse() throws InterruptedException {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Outbox outbox = outbox(transport, false, WIDE, new DirectExecutor());
        Thread small = new Thread(null, () -> offer(outbox, 0, 10_000), "small stack", 96 * 1024);
        small.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        small.start();
        small.join(30_000);
        assertThat(failure).hasValue(null);
        assertThat(transport.messages()).hasSize(10_000);
    }

    @Test
    void aLongQueueOnATransportThatCompletesInPlaceNeverMakesItRecurse() throws InterruptedException {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Outbox outbox = outbox(transport, false, WIDE);
        offer(outbox, 0, 10_000);
        Thread small = new Thread(null, drainers::runAll, "small stack", 96 * 1024);
        small.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        small.start();
        small.join(30_000);
        assertThat(failure).hasValue(null);
        assertThat(transport.messages()).hasSize(10_000);
        assertIdle(outbox);
    }

    @Test
    void aLongQueueLetsOthersHaveTheirTurn() {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        Outbox outbox = outbox(transport, false, WIDE);
        offer(outbox, 0, 1_000);
        drainers.runNext();
        assertThat(transport.messages()).hasSizeBetween(1, 999);
        assertThat(drainers.size()).isEqualTo(1);
    }

    @Test
    void aFrameBeyondTheNumberIsRefusedAndTheOthersStay() {
        RecordingTransport transport = RecordingTransport.completingLater();
        Outbox outbox = outbox(transport, false, new OutboxLimits(3, 1_000_000));
        offer(outbox, 0, 3);
        assertThat(outbox.offer(frame(3))).isFalse();
        assertThat(outbox.queuedFrames()).isEqualTo(3);
        drainers.runAll();
        assertThat(outbox.offer(frame(4))).as("the one in flight waits no more").isTrue();
        assertThat(outbox.offer(frame(5))).isFalse();
        while (transport.isSending()) {
            transport.complete();
            drainers.runAll();
        }
        assertThat(transport.messages()).containsExactly(text(0), text(1), text(2), text(4));
        assertIdle(outbox);
    }

    @Test
    void aFrameBeyondTheBytesIsRefusedAndTheOthersStay() {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        Outbox outbox = outbox(transport, false, new OutboxLimits(100, 10));
        assertThat(outbox.offer(new Frame("12345", 5))).isTrue();
        assertThat(outbox.offer(new Frame("123456", 6))).isFalse();
        assertThat(outbox.queuedBytes()).isEqualTo(5);
        assertThat(outbox.queuedFrames()).isEqualTo(1);
        assertThat(outbox.offer(new Frame("54321", 5))).isTrue();
        assertThat(outbox.offer(new Frame("1", 1))).isFalse();
        drainers.runAll();
        assertThat(transport.messages()).containsExactly("12345", "54321");
        assertIdle(outbox);
    }

    @Test
    void aFrameLargerThanTheWholeQueueStillGoesOutAlone() {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        Outbox outbox = outbox(transport, false, new OutboxLimits(100, 10));
        assertThat(outbox.offer(new Frame("123456789012", 12))).isTrue();
        assertThat(outbox.offer(new Frame("1", 1))).isFalse();
        drainers.runAll();
        assertThat(transport.messages()).hasSize(1);
        assertIdle(outbox);
    }

    @Test
    void batchingPutsWaitingFramesIntoOneMessage() {
        RecordingTransport transport = RecordingTransport.completingLater();
        Outbox outbox = outbox(transport, true, WIDE);
        offer(outbox, 0, 1);
        drainers.runAll();
        offer(outbox, 1, 4);
        drainers.runAll();
        transport.complete();
        drainers.runAll();
        assertThat(transport.messages()).containsExactly(text(0), "[" + text(1) + "," + text(2) + "," + text(3) + "]");
        transport.complete();
        drainers.runAll();
        assertThat(counts.frames).hasValue(4);
        assertThat(counts.messages).hasValue(2);
        assertThat(counts.bytes).hasValue(frame(0).bytes() * 4L);
        assertIdle(outbox);
    }

    @Test
    void aFrameThatWaitsAloneLeavesAsAnObject() {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        Outbox outbox = outbox(transport, true, WIDE);
        offer(outbox, 0, 1);
        drainers.runAll();
        assertThat(transport.messages()).containsExactly(text(0));
    }

    @Test
    void aBatchIsBoundedAndNothingOfARunIsLost() {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        Outbox outbox = outbox(transport, true, WIDE);
        offer(outbox, 0, 2_000);
        drainers.runAll();
        assertThat(transport.messages()).hasSizeGreaterThan(1);
        assertThat(transport.frames()).hasSize(2_000);
        assertThat(transport.frames().stream().map(frame -> frame.getInt("n")))
                .containsExactlyElementsOf(IntStream.range(0, 2_000).boxed().toList());
        assertIdle(outbox);
    }

    @Test
    void largeFramesAreNotBatchedBeyondTheLimitOfBytes() {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        Outbox outbox = outbox(transport, true, WIDE);
        String large = "{\"x\":\"" + "y".repeat(70_000) + "\"}";
        for (int i = 0; i < 4; i++) {
            outbox.offer(Frame.of(large));
        }
        drainers.runAll();
        assertThat(transport.messages()).containsExactly(large, large, large, large);
    }

    @Test
    void withoutBatchingEveryFrameIsAMessage() {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        Outbox outbox = outbox(transport, false, WIDE);
        offer(outbox, 0, 5);
        drainers.runAll();
        assertThat(transport.messages()).hasSize(5);
        assertThat(counts.messages).hasValue(5);
    }

    @Test
    void aPingWaitsUntilNothingIsInFlight() {
        RecordingTransport transport = RecordingTransport.completingLater();
        Outbox outbox = outbox(transport, false, WIDE);
        offer(outbox, 0, 2);
        drainers.runAll();
        outbox.ping();
        outbox.ping();
        drainers.runAll();
        assertThat(transport.pings()).isZero();
        transport.complete();
        drainers.runAll();
        assertThat(transport.log()).containsExactly("send", "ping", "send");
    }

    @Test
    void aPingGoesOutAtOnceWhenNothingIsInFlight() {
        RecordingTransport transport = RecordingTransport.completingLater();
        Outbox outbox = outbox(transport, false, WIDE);
        outbox.ping();
        drainers.runAll();
        assertThat(transport.pings()).isEqualTo(1);
    }

    @Test
    void closeLetsTheQueueOutFirst() {
        RecordingTransport transport = RecordingTransport.completingLater();
        Outbox outbox = outbox(transport, false, WIDE);
        offer(outbox, 0, 2);
        outbox.close(NORMAL);
        assertThat(outbox.offer(frame(2))).as("an offer after the close").isFalse();
        run();
        transport.complete();
        run();
        assertThat(transport.isClosed()).isFalse();
        transport.complete();
        run();
        assertThat(transport.messages()).containsExactly(text(0), text(1));
        assertThat(transport.closes()).containsExactly(NORMAL);
        assertIdle(outbox);
    }

    @Test
    void closeOfAnEmptyOutboxClosesAtOnce() {
        RecordingTransport transport = RecordingTransport.completingLater();
        outbox(transport, false, WIDE).close(NORMAL);
        run();
        assertThat(transport.closes()).containsExactly(NORMAL);
    }

    @Test
    void closesRunOnTheirOwnExecutor() {
        RecordingTransport transport = RecordingTransport.completingLater();
        outbox(transport, false, WIDE).close(NORMAL);
        drainers.runAll();
        assertThat(transport.isClosed()).isFalse();
        closers.runAll();
        assertThat(transport.isClosed()).isTrue();
    }

    @Test
    void abortClosesAtOnceEvenWhileASendIsInFlight() {
        RecordingTransport transport = RecordingTransport.completingLater();
        Outbox outbox = outbox(transport, false, WIDE);
        offer(outbox, 0, 5);
        drainers.runAll();
        outbox.abort(SLOW);
        run();
        assertThat(transport.closes()).containsExactly(SLOW);
        assertThat(transport.messages()).containsExactly(text(0));
        assertIdle(outbox);
        transport.complete();
        run();
        assertThat(transport.messages()).containsExactly(text(0));
        assertIdle(outbox);
    }

    @Test
    void abortOvertakesACloseThatWaits() {
        RecordingTransport transport = RecordingTransport.completingLater();
        Outbox outbox = outbox(transport, false, WIDE);
        offer(outbox, 0, 5);
        outbox.close(NORMAL);
        run();
        outbox.abort(SLOW);
        run();
        assertThat(transport.closes()).as("the first reason wins").containsExactly(NORMAL);
        assertIdle(outbox);
    }

    @Test
    void theTransportIsClosedOnceHoweverManyEndsThereAre() {
        RecordingTransport transport = RecordingTransport.completingInPlace();
        Outbox outbox = outbox(transport, false, WIDE);
        outbox.close(NORMAL);
        outbox.abort(SLOW);
        run();
        outbox.close(SLOW);
        outbox.abort(SLOW);
        outbox.ping();
        outbox.offer(frame(0));
        run();
        assertThat(transport.closes()).containsExactly(NORMAL);
        assertThat(transport.pings()).isZero();
        assertIdle(outbox);
    }

    @Test
    void aFailedSendIsReportedOnceAndEndsTheOutbox() {
        RecordingTransport transport = RecordingTransport.completingInPlace().failingAt(3);
        Outbox outbox = outbox(transport, false, WIDE);
        offer(outbox, 0, 10);
        run();
        assertThat(transport.messages()).hasSize(3);
        assertThat(transport.closes()).hasSize(1);
        assertThat(transport.closeCode()).isEqualTo(1011);
        assertThat(counts.broken).hasValue(1);
        assertThat(counts.frames).hasValue(2);
        assertThat(outbox.offer(frame(10))).isFalse();
        assertIdle(outbox);
    }

    @Test
    void aSendThatFailsLaterEndsTheOutboxToo() {
        RecordingTransport transport = RecordingTransport.completingLater();
        Outbox outbox = outbox(transport, false, WIDE);
        offer(outbox, 0, 3);
        run();
        transport.fail();
        run();
        assertThat(transport.messages()).hasSize(1);
        assertThat(transport.isClosed()).isTrue();
        assertThat(counts.broken).hasValue(1);
        assertIdle(outbox);
    }

    @Test
    void aStallIsMeasuredFromTheBeginningOfTheSend() {
        RecordingTransport transport = RecordingTransport.completingLater();
        Outbox outbox = outbox(transport, false, WIDE);
        offer(outbox, 0, 2);
        clock.advance(Duration.ofSeconds(5));
        assertThat(outbox.stalledNanos()).as("before the send").isZero();
        drainers.runAll();
        assertThat(outbox.stalledNanos()).isZero();
        clock.advance(Duration.ofSeconds(7));
        assertThat(outbox.stalledNanos()).isEqualTo(Duration.ofSeconds(7).toNanos());
        transport.complete();
        drainers.runAll();
        assertThat(outbox.stalledNanos()).as("the next send").isZero();
        clock.advance(Duration.ofSeconds(2));
        assertThat(outbox.stalledNanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
        transport.complete();
        drainers.runAll();
        assertThat(outbox.stalledNanos()).isZero();
    }

    @Test
    void manyProducersLoseNothingAndEachKeepsItsOrder() throws InterruptedException {
        assertNothingLost(false);
    }

    @Test
    void manyProducersLoseNothingWhenTheirFramesAreBatched() throws InterruptedException {
        assertNothingLost(true);
    }

    @Test
    void producersThatRaceWithACloseLeaveNothingBehind() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 200; round++) {
            RecordingTransport transport = RecordingTransport.completingOn(pool);
            CountDownLatch closed = new CountDownLatch(1);
            Outbox outbox = new Outbox(
                    transport,
                    new JsonCodec(),
                    false,
                    WIDE,
                    new OutboxThreads(pool, task -> {
                        task.run();
                        closed.countDown();
                    }),
                    System::nanoTime,
                    counts);
            boolean aborts = round % 2 == 0;
            CountDownLatch producers = new CountDownLatch(3);
            for (int producer = 0; producer < 3; producer++) {
                boolean closes = producer == 0;
                new Thread(() -> {
                            offer(outbox, 0, 20);
                            if (closes && aborts) {
                                outbox.abort(NORMAL);
                            } else if (closes) {
                                outbox.close(NORMAL);
                            }
                            offer(outbox, 20, 40);
                            producers.countDown();
                        })
                        .start();
            }
            assertThat(producers.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
            awaitEmpty(outbox);
            assertThat(transport.closes()).containsExactly(NORMAL);
        }
        pool.shutdown();
    }

    private void assertNothingLost(boolean batching) throws InterruptedException {
        int producers = 8;
        int each = 5_000;
        ExecutorService pool = Executors.newFixedThreadPool(4);
        RecordingTransport transport = RecordingTransport.completingOn(pool);
        Outbox outbox = new Outbox(
                transport, new JsonCodec(), batching, WIDE, new OutboxThreads(pool, pool), System::nanoTime, counts);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            int producer = p;
            Thread thread = new Thread(() -> {
                await(start);
                for (int n = 0; n < each; n++) {
                    assertThat(outbox.offer(Frame.of("{\"p\":" + producer + ",\"n\":" + n + "}")))
                            .isTrue();
                }
            });
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join(60_000);
        }
        awaitFrames(producers * each);
        pool.shutdown();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        int[] next = new int[producers];
        transport.frames().forEach(frame -> assertThat(frame.getInt("n")).isEqualTo(next[frame.getInt("p")]++));
        assertThat(next).containsOnly(each);
        assertIdle(outbox);
    }

    private void awaitFrames(int frames) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (counts.frames.get() < frames && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(counts.frames).hasValue(frames);
    }

    private static void awaitEmpty(Outbox outbox) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while ((outbox.queuedFrames() != 0 || outbox.queuedBytes() != 0) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertIdle(outbox);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void run() {
        drainers.runAll();
        closers.runAll();
    }

    @Test
    void everyoneWhoWaitsForRoomIsTold() {
        RecordingTransport transport = RecordingTransport.completingLater();
        Outbox outbox = outbox(transport, false, new OutboxLimits(4, 1L << 40));
        offer(outbox, 0, 4);
        List<String> told = new ArrayList<>();
        outbox.whenRoom(() -> told.add("one"));
        outbox.whenRoom(() -> told.add("two"));
        drainers.runAll();
        assertThat(told).isEmpty();
        for (int sent = 0; sent < 4; sent++) {
            transport.complete();
            drainers.runAll();
        }
        assertThat(told).containsExactly("one", "two");
    }

    private Outbox outbox(RecordingTransport transport, boolean batching, OutboxLimits limits) {
        return outbox(transport, batching, limits, drainers);
    }

    private Outbox outbox(
            RecordingTransport transport,
            boolean batching,
            OutboxLimits limits,
            java.util.concurrent.Executor executor) {
        return new Outbox(
                transport,
                new JsonCodec(),
                batching,
                limits,
                new OutboxThreads(executor, closers),
                clock::nanoTime,
                counts);
    }

    private static void offer(Outbox outbox, int from, int to) {
        for (int n = from; n < to; n++) {
            outbox.offer(frame(n));
        }
    }

    private static Frame frame(int n) {
        return Frame.of(text(n));
    }

    private static String text(int n) {
        return "{\"n\":" + n + "}";
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(OutboxTest::text).toList();
    }

    private static void assertIdle(Outbox outbox) {
        assertThat(outbox.queuedFrames()).isZero();
        assertThat(outbox.queuedBytes()).isZero();
    }
}
