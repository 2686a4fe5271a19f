package org.roomcast.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedEventTest {

    /** A dialect that counts how often it is asked to write. */
    private static final class CountingCodec implements WireCodec {

        private final WireCodec json = new JsonCodec();
        private final AtomicInteger encodes = new AtomicInteger();

        @Override
        public String subprotocol() {
            return "counting";
        }

        @Override
        public Command decode(String text) {
            return json.decode(text);
        }

        @Override
        public Frame encode(Event event) {
            encodes.incrementAndGet();
            return json.encode(event);
        }

        @Override
        public String batch(List<Frame> frames) {
            return json.batch(frames);
        }
    }

    private final CountingCodec one = new CountingCodec();
    private final CountingCodec other = new CountingCodec();

    @Test
    void aThousandReadersOfTwoDialectsCostTwoEncodes() {
        SharedEvent event = new SharedEvent(new Event.Ping());
        for (int reader = 0; reader < 1_000; reader++) {
            event.frameFor(reader % 2 == 0 ? one : other);
        }
        assertThat(one.encodes).hasValue(1);
        assertThat(other.encodes).hasValue(1);
    }

    @Test
    void anEventThatNobodyReadsIsNotEncoded() {
        assertThat(new SharedEvent(new Event.Ping()).event()).isEqualTo(new Event.Ping());
        assertThat(one.encodes).hasValue(0);
    }

    @Test
    void allReadersOfADialectGetTheSameFrame() {
        SharedEvent event = new SharedEvent(new Event.Ping());
        Frame first = event.frameFor(one);
        event.frameFor(other);
        assertThat(event.frameFor(one)).isSameAs(first);
        assertThat(first.text()).isEqualTo("{\"type\":\"ping\"}");
    }

    @Test
    void readersOnManyThreadsGetAFrameEach() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        Set<String> texts = ConcurrentHashMap.newKeySet();
        AtomicInteger frames = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        SharedEvent event = new SharedEvent(new Event.Ping());
        for (int thread = 0; thread < 4; thread++) {
            pool.execute(() -> {
                for (int i = 0; i < 1_000; i++) {
                    texts.add(event.frameFor(i % 2 == 0 ? one : other).text());
                    frames.incrementAndGet();
                }
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();
        assertThat(texts).hasSize(1);
        assertThat(frames).hasValue(4_000);
        assertThat(one.encodes.get() + other.encodes.get()).isLessThanOrEqualTo(8);
    }
}
