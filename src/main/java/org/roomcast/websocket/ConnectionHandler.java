package org.roomcast.websocket;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roomcast.codec.Frame;
import org.roomcast.model.Disconnect;
import org.roomcast.model.ErrorCode;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.registry.Connection;
import org.roomcast.registry.Handshake;
import org.roomcast.registry.Incidents;
import org.roomcast.registry.LifecycleEvent;
import org.roomcast.websocket.EndpointProfile.Needs;

/**
 * The life of a session on the container's side: opening with its checks, what comes in, the end. The only place where
 * exceptions of the socket side end; none goes out to the container, since Tomcat would close with 1002. Safe in every
 * thread.
 */
@ApplicationScoped
public class ConnectionHandler {

    private static final String INBOUND = "org.roomcast.inbound";
    /** Messages are taken in parts of this size: what an engine allocates per session, in characters or bytes. */
    private static final int BUFFER = 8 * 1024;

    private final Services services;
    private final Set<Inbound> inbounds = ConcurrentHashMap.newKeySet();

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected ConnectionHandler() {
        this.services = null;
    }

    @Inject
    public ConnectionHandler(Services services) {
        this.services = services;
    }

    void opened(Session session, EndpointProfile profile, Consumer<Connection> opening) {
        try {
            session.setMaxTextMessageBufferSize(BUFFER);
            session.setMaxBinaryMessageBufferSize(BUFFER);
            HandshakeRequestData request = requestOf(session);
            if (!services.origins().allows(request.header("origin"), request.header("host"))) {
                refuse(
                        session,
                        profile,
                        ProtocolException.forbidden("This origin is not allowed"),
                        Disconnect.FORBIDDEN);
                return;
            }
            open(session, profile, request, identify(request, profile), opening);
        } catch (ProtocolException refused) {
            refuse(session, profile, refused, endingFor(refused));
        } catch (RuntimeException | Error fault) {
            refuse(session, profile, incident(null, fault), Disconnect.INTERNAL);
        }
    }

    /** Tells the peer that what its endpoint does on opening could not be done. */
    void openingFailed(Session session, Throwable failure) {
        guarded(session, inbound -> inbound.answerError(null, incident(inbound.connection(), failure)));
    }

    void text(Session session, String part, boolean last) {
        guarded(session, inbound -> inbound.text(part, last));
    }

    void binary(Session session, boolean last) {
        guarded(session, inbound -> inbound.binary(last));
    }

    void pong(Session session) {
        guarded(session, inbound -> inbound.connection().heard());
    }

    void closed(Session session, CloseReason reason) {
        guarded(session, inbound -> {
            inbounds.remove(inbound);
            String phrase = reason.getReasonPhrase();
            services.registry()
                    .close(inbound.connection(), reason.getCloseCode().getCode(), phrase == null ? "" : phrase);
        });
    }

    /** Engines report here what they close for by themselves; the end itself comes through {@link #closed}. */
    void failed(Session session, Throwable fault) {
        System.getLogger(ConnectionHandler.class.getName())
                .log(System.Logger.Level.DEBUG, "The container reports a fault of a session", fault);
    }

    /** Looks for messages that never become complete; to be called about once a second. */
    public void tick() {
        inbounds.forEach(Inbound::checkAssembly);
        inbounds.removeIf(inbound -> inbound.connection().readyState() != Connection.ReadyState.OPEN);
    }

    private void open(
            Session session,
            EndpointProfile profile,
            HandshakeRequestData request,
            Identity identity,
            Consumer<Connection> opening) {
        Handshake handshake = new Handshake(
                profile.name(),
                request.path(),
                request.openHeaders(),
                request.openQuery(),
                request.peer(),
                request.server());
        Connection connection = services.registry()
                .open(
                        handshake,
                        identity,
                        services.codec(),
                        "true".equals(request.parameter("batch")),
                        new WebSocketTransport(session),
                        c -> c.deliver(Welcomes.of(c, services.settings(), services.clock())));
        Inbound inbound = new Inbound(connection, profile, services);
        session.getUserProperties().put(INBOUND, inbound);
        inbounds.add(inbound);
        if (connection.readyState() == Connection.ReadyState.OPEN) {
            try {
                opening.accept(connection);
            } catch (RuntimeException | Error fault) {
                inbound.answerError(null, incident(connection, fault));
            }
        }
    }

    private Identity identify(HandshakeRequestData request, EndpointProfile profile) {
        String token = request.token();
        Identity identity =
                token == null ? withoutToken(request) : services.tokens().verify(token);
        boolean needsUser =
                profile.needs() != Needs.NOTHING || !services.settings().anonymous();
        if (needsUser && !identity.isAuthenticated()) {
            throw new ProtocolException(ErrorCode.UNAUTHENTICATED, "A token is needed");
        }
        if (profile.needs() == Needs.ADMIN && !identity.has(Identity.ADMIN)) {
            throw ProtocolException.forbidden("The role admin is needed");
        }
        return identity;
    }

    /** The server's login counts: a page of another origin, whose visitor it might be, was turned away before. */
    private static Identity withoutToken(HandshakeRequestData request) {
        return request.login() == null ? Identity.anonymous(request.parameter("user")) : request.login();
    }

    private static Disconnect endingFor(ProtocolException refused) {
        return switch (refused.code()) {
            case FORBIDDEN -> Disconnect.FORBIDDEN;
            case TOKEN_EXPIRED -> Disconnect.TOKEN_EXPIRED;
            case UNAVAILABLE -> Disconnect.UNAVAILABLE;
            default -> Disconnect.UNAUTHENTICATED;
        };
    }

    /** Tells a peer that never becomes a connection why, and closes. */
    private void refuse(Session session, EndpointProfile profile, ProtocolException why, Disconnect ending) {
        services.registry().stats().requestRefused();
        services.lifecycle()
                .fire(new LifecycleEvent.ConnectionRefused(
                        profile.name(), peerOf(session), ending.code(), ending.reason()));
        WebSocketTransport transport = new WebSocketTransport(session);
        Frame error = services.codec().encode(Inbound.errorEvent(null, why));
        Frame.Close status = new Frame.Close(ending.code(), ending.reason());
        transport.send(error.text(), ok -> services.threads().closers().execute(() -> transport.close(status)));
    }

    private void guarded(Session session, Consumer<Inbound> action) {
        Map<String, Object> properties = session.getUserProperties();
        if (!(properties.get(INBOUND) instanceof Inbound inbound)) {
            return;
        }
        try {
            action.accept(inbound);
        } catch (RuntimeException | Error fault) {
            inbound.answerError(null, incident(inbound.connection(), fault));
        }
    }

    private ProtocolException incident(@Nullable Connection connection, Throwable fault) {
        return Incidents.report(connection, fault, services.registry().stats(), services.lifecycle());
    }

    private static @Nullable String peerOf(Session session) {
        return session.getUserProperties().get(HandshakeConfigurator.HANDSHAKE) instanceof HandshakeRequestData request
                ? request.peer()
                : null;
    }

    private static HandshakeRequestData requestOf(Session session) {
        if (session.getUserProperties().get(HandshakeConfigurator.HANDSHAKE) instanceof HandshakeRequestData request) {
            return request;
        }
        throw new IllegalStateException("The endpoint was deployed without HandshakeConfigurator");
    }
}
