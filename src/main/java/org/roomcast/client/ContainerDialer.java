package org.roomcast.client;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Dials through whatever JSR 356 client there is: the container's own, or one on the class path. Its connecting and
 * closing block, so they have threads of their own, which end when there is nothing to do. How many there are is bounded
 * by the client, which makes one attempt at a time and none without waiting.
 */
final class ContainerDialer implements Dialer {

    private static final int NO_CODE = 1006;

    private final URI address;
    private final WebSocketContainer container;
    private final ThreadPoolExecutor blocking;
    private final Set<Thread> connecting = ConcurrentHashMap.newKeySet();

    ContainerDialer(URI address) {
        this.address = address;
        container = container();
        blocking = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "roomcast-client-socket");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void dial(List<String> subprotocols, Listener listener) {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(subprotocols)
                .build();
        ContainerWire wire = new ContainerWire(listener, this::inBackground);
        inBackground(() -> connect(wire, config));
    }

    /** Closings that are under way come to their end; an attempt that hangs sees the interrupt. */
    @Override
    public void stop() {
        blocking.shutdown();
        connecting.forEach(Thread::interrupt);
    }

    private void connect(ContainerWire wire, ClientEndpointConfig config) {
        connecting.add(Thread.currentThread());
        try {
            container.connectToServer(wire, config, address);
        } catch (DeploymentException | IOException | RuntimeException failed) {
            String why = failed.getMessage();
            wire.ended(NO_CODE, why == null ? "no connection" : why);
        } finally {
            connecting.remove(Thread.currentThread());
        }
    }

    /** Once stopped, there is no thread left but the caller's. */
    private void inBackground(Runnable task) {
        try {
            blocking.execute(task);
        } catch (RejectedExecutionException stopped) {
            task.run();
        }
    }

    private static WebSocketContainer container() {
        try {
            return ContainerProvider.getWebSocketContainer();
        } catch (RuntimeException none) {
            throw new IllegalStateException("There is no WebSocket client (JSR 356) on the class path", none);
        }
    }
}
