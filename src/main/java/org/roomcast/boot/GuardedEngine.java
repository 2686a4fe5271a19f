package org.roomcast.boot;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.WebSocketEngine;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;
import org.roomcast.model.Disconnect;
import org.roomcast.websocket.UpgradeProblem;

/**
 * Puts guards around what Tyrus lets through: a frame larger than its endpoint takes is refused before it is buffered
 * (Tyrus alone would take megabytes and close with 1011), an unmasked frame is refused (RFC 6455 section 5.1), pings
 * have a rate, and a connection whose peer does not answer the close is cut. A handshake that is none is refused as on every other server.
 */
final class GuardedEngine implements WebSocketEngine {

    /** From our close frame to the cut, for a peer that neither reads nor answers. */
    private static final Duration CUT_AFTER = Duration.ofSeconds(5);

    private final WebSocketEngine engine;
    private final FrameLimits limits;
    private final Pings pings;
    private final ScheduledExecutorService timer;

    GuardedEngine(WebSocketEngine engine, FrameLimits limits, Pings pings, ScheduledExecutorService timer) {
        this.engine = engine;
        this.limits = limits;
        this.pings = pings;
        this.timer = timer;
    }

    @Override
    public UpgradeInfo upgrade(UpgradeRequest request, UpgradeResponse response) {
        UpgradeProblem problem = UpgradeProblem.of(
                request.getHeader(UpgradeProblem.KEY_HEADER), request.getHeader(UpgradeProblem.VERSION_HEADER));
        if (problem != null) {
            response.setStatus(problem.status());
            response.getHeaders().put(UpgradeProblem.VERSION_HEADER, List.of(UpgradeProblem.VERSION));
            return new Refused();
        }
        UpgradeInfo info = engine.upgrade(request, response);
        return info.getStatus() == UpgradeStatus.SUCCESS ? new Guarded(info, limits.at(request.getRequestUri())) : info;
    }

    @Override
    public void register(Class<?> endpoint, String contextPath) throws DeploymentException {
        engine.register(endpoint, contextPath);
    }

    @Override
    public void register(ServerEndpointConfig config, String contextPath) throws DeploymentException {
        engine.register(config, contextPath);
    }

    /** The status has been set. */
    private static final class Refused implements UpgradeInfo {

        @Override
        public UpgradeStatus getStatus() {
            return UpgradeStatus.HANDSHAKE_FAILED;
        }

        @Override
        public @Nullable Connection createConnection(Writer writer, Connection.CloseListener closeListener) {
            return null;
        }
    }

    private final class Guarded implements UpgradeInfo {
        private final UpgradeInfo info;
        private final int maxFrame;

        Guarded(UpgradeInfo info, int maxFrame) {
            this.info = info;
            this.maxFrame = maxFrame;
        }

        @Override
        public UpgradeStatus getStatus() {
            return info.getStatus();
        }

        @Override
        public Connection createConnection(Writer writer, Connection.CloseListener closeListener) {
            CloseHandshake closing = new CloseHandshake(writer, () -> cutLater(closeListener));
            return new GuardedConnection(info.createConnection(closing, closeListener), closing, maxFrame, pings);
        }

        private void cutLater(Connection.CloseListener connection) {
            ScheduledFuture<?> unused = timer.schedule(
                    () -> connection.close(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, "")),
                    CUT_AFTER.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private static final class GuardedConnection implements Connection {
        private final Connection connection;
        private final ReadHandler guard;

        GuardedConnection(Connection connection, CloseHandshake closing, int maxFrame, Pings pings) {
            this.connection = connection;
            this.guard = new FrameGuard(
                    data -> passUnlessClosing(data, closing),
                    maxFrame,
                    this::refuse,
                    closing::received,
                    pings.ofConnection()::take);
        }

        private void passUnlessClosing(ByteBuffer data, CloseHandshake closing) {
            if (!closing.isSent()) {
                connection.getReadHandler().handle(data);
            }
        }

        private void refuse(FrameGuard.Offence offence) {
            CloseCode code =
                    switch (offence) {
                        case TOO_LARGE -> CloseCodes.TOO_BIG;
                        case UNMASKED -> CloseCodes.PROTOCOL_ERROR;
                        case TOO_MANY_PINGS -> CloseCodes.getCloseCode(Disconnect.FLOODING.code());
                    };
            connection.close(new CloseReason(code, offence.reason()));
        }

        @Override
        public ReadHandler getReadHandler() {
            return guard;
        }

        @Override
        public Writer getWriter() {
            return connection.getWriter();
        }

        @Override
        public CloseListener getCloseListener() {
            return connection.getCloseListener();
        }

        @Override
        public void close(CloseReason reason) {
            connection.close(reason);
        }
    }
}
