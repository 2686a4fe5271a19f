package org.roomcast.boot;

import jakarta.enterprise.inject.Instance;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpHandlerRegistration;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.ServerConfiguration;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;
import org.jspecify.annotations.Nullable;
import org.roomcast.config.SettingException;
import org.roomcast.config.Settings;
import org.roomcast.limits.TrustedProxies;
import org.roomcast.registry.SessionRegistry;
import org.roomcast.rest.ApiGate;
import org.roomcast.rest.EventStreams;
import org.roomcast.rest.Probes;
import org.roomcast.rest.RestApplication;
import org.roomcast.websocket.HandshakeConfigurator;
import org.roomcast.websocket.HandshakeConfigurator.Binding;
import org.roomcast.websocket.HandshakeGate;

/** WebSocket, REST, probes and pages on one port. Used by one thread. */
final class HttpStack {

    private static final int WORKERS = 32;

    /** A REST body is read on such a thread, so a slow sender occupies one; the others are left to the WebSockets. */
    private static final int BODIES = 24;

    private static final int GRACE_SECONDS = 1;

    private final HttpServer http;
    private final NetworkListener listener;
    private final TyrusContainer tyrus;
    private final ScheduledExecutorService timer = cutter();

    /** What is served beside what is always there. */
    record Content(
            Set<Class<?>> endpoints,
            Set<Class<?>> resources,
            @Nullable Path pages) {}

    HttpStack(Settings.Http place, int messageSize, Content content, Instance<Object> beans) {
        ResourceConfig rest = new ResourceConfig(new RestApplication().getClasses())
                .registerClasses(content.resources())
                .register(new CdiInjection(beans))
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                // problem documents are entities of errors, which Jersey would otherwise leave to the container
                .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
        String authority = place.host().contains(":") ? "[" + place.host() + "]" : place.host();
        this.http = GrizzlyHttpServerFactory.createHttpServer(
                URI.create("http://" + authority + ":" + place.port() + "/api/"), rest, false);
        this.listener = http.getListeners().iterator().next();
        this.tyrus = new TyrusContainer(content.endpoints(), messageSize, pings(beans), timer);
        configure(beans.select(HandshakeGate.class).get(), sockets(beans));
        http.getServerConfiguration().setDefaultErrorPageGenerator(new ErrorPages());
        // to be refused as a path that does not exist, not as a fault of the server
        http.getHttpHandler().setAllowEncodedSlash(true);
        ServerConfiguration configuration = http.getServerConfiguration();
        HttpHandler resources =
                configuration.getHttpHandlersWithMapping().keySet().iterator().next();
        HttpHandlerRegistration[] mappings =
                configuration.getHttpHandlersWithMapping().get(resources);
        configuration.removeHttpHandler(resources);
        ApiGate gate = beans.select(ApiGate.class).get();
        configuration.addHttpHandler(
                new ApiHandler(
                        gate,
                        new BodyTurns(BODIES),
                        new EventStreamHandler(beans.select(EventStreams.class).get(), gate, resources)),
                mappings);
        configuration.addHttpHandler(new RequestGuard.Refusal(), RequestGuard.PATH);
        configuration.addHttpHandler(new UpgradeHandler(), "/ws");
        configuration.addHttpHandler(new ProbeHandler(beans.select(Probes.class).get()), "/health", "/metrics");
        if (content.pages() != null) {
            configuration.addHttpHandler(new Pages(content.pages()), "/");
        }
    }

    private static ScheduledExecutorService cutter() {
        ScheduledThreadPoolExecutor cutter = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "roomcast-cut");
            thread.setDaemon(true);
            return thread;
        });
        // what closes after the stop is cut with the port
        cutter.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return cutter;
    }

    private static Pings pings(Instance<Object> beans) {
        return new Pings(
                beans.select(Settings.class).get().gate().transport().pings(),
                System::nanoTime,
                beans.select(SessionRegistry.class).get().stats()::refused);
    }

    private Sockets sockets(Instance<Object> beans) {
        Sockets sockets = new Sockets(
                beans.select(Settings.class).get().gate().transport(),
                beans.select(TrustedProxies.class).get(),
                System::nanoTime,
                beans.select(SessionRegistry.class).get().stats()::refused);
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(sockets::tick, 1, 1, TimeUnit.SECONDS);
        return sockets;
    }

    private void configure(HandshakeGate gate, Sockets sockets) {
        listener.getTransport().setIOStrategy(WorkerThreadIOStrategy.getInstance());
        listener.getTransport()
                .setWorkerThreadPoolConfig(ThreadPoolConfig.defaultConfig()
                        .setPoolName("roomcast-worker")
                        .setDaemon(true)
                        .setCorePoolSize(WORKERS)
                        .setMaxPoolSize(WORKERS));
        // otherwise Grizzly cuts every WebSocket that is silent for half a minute; Sockets cuts what is none
        listener.getKeepAlive().setIdleTimeoutInSeconds(-1);
        listener.registerAddOn(new RequestGuard());
        listener.registerAddOn(new UpgradeAddOn(gate));
        listener.registerAddOn(new SocketsAddOn(sockets));
        listener.registerAddOn(new WebSocketAddOn(tyrus, ""));
    }

    /**
     * Opens the port.
     *
     * @param binding where the endpoints take their instances from
     */
    void start(Binding binding) throws IOException {
        try {
            http.start();
        } catch (SocketException closed) {
            timer.shutdownNow();
            throw reason(closed, listener.getHost(), listener.getPort());
        }
        HandshakeConfigurator.bind(binding, () -> {
            try {
                tyrus.start("", listener.getPort());
            } catch (IOException | DeploymentException broken) {
                throw new IllegalStateException("An endpoint cannot be deployed", broken);
            }
        });
    }

    private static SettingException reason(SocketException closed, String host, int port) {
        if (closed instanceof BindException && isOfThisMachine(host)) {
            return new SettingException("Port " + port + " on " + host
                    + " cannot be opened, it is probably in use; choose another with roomcast.http.port or --port");
        }
        return new SettingException("roomcast.http.host must be an address of this machine, which " + host + " is not");
    }

    private static boolean isOfThisMachine(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException unknown) {
            return false;
        }
    }

    int port() {
        return listener.getPort();
    }

    void stop() {
        tyrus.stop();
        try {
            http.shutdown(GRACE_SECONDS, TimeUnit.SECONDS).get(2L * GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            http.shutdownNow();
        } catch (ExecutionException | TimeoutException notGraceful) {
            http.shutdownNow();
        }
        timer.shutdownNow();
    }
}
