package org.roomcast.boot.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.roomcast.testing.Eventually.eventually;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.roomcast.registry.LifecycleEvent;
import org.roomcast.registry.LifecycleEvent.ServerStarted;

class CdiLifecycleTest {

    private static final ServerStarted EVENT = new ServerStarted(Instant.EPOCH);

    private WeldContainer beans;

    @BeforeEach
    void start() {
        beans = new Weld().disableDiscovery().addBeanClass(Audience.class).initialize();
    }

    @AfterEach
    void stop() {
        beans.shutdown();
    }

    @Test
    void asynchronousObserversRunOnTheExecutorOfTheServer() {
        Executor server = task -> new Thread(task, "of the server").start();
        new CdiLifecycle(beans.getBeanManager(), server).fire(EVENT);
        eventually(() -> assertThat(heard()).containsExactly("at once", "later on of the server"));
    }

    @Test
    void withoutOneTheyRunWhereCdiRunsThem() {
        new CdiLifecycle(beans.getBeanManager(), null).fire(EVENT);
        eventually(() -> assertThat(heard())
                .hasSize(2)
                .noneMatch(line -> line.contains("on " + Thread.currentThread().getName())));
    }

    @Test
    void anExecutorThatTakesNothingHarmsNobody() {
        Executor full = task -> {
            throw new RejectedExecutionException("on purpose");
        };
        CdiLifecycle lifecycle = new CdiLifecycle(beans.getBeanManager(), full);
        assertThatCode(() -> lifecycle.fire(EVENT)).doesNotThrowAnyException();
        assertThat(heard()).containsExactly("at once");
    }

    private List<String> heard() {
        return beans.select(Audience.class).get().heard();
    }

    /** Writes down what it hears, and where. */
    @ApplicationScoped
    public static class Audience {

        private final List<String> heard = new CopyOnWriteArrayList<>();

        List<String> heard() {
            return heard;
        }

        void atOnce(@Observes LifecycleEvent event) {
            heard.add("at once");
        }

        void later(@ObservesAsync LifecycleEvent event) {
            heard.add("later on " + Thread.currentThread().getName());
        }
    }
}
