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
import org.roomcast.codec.Command;
import org.roomcast.codec.Event;
import org.roomcast.codec.Frame;
import org.roomcast.codec.FrameId;
import org.roomcast.limits.Limit;
import org.roomcast.model.Disconnect;
import org.roomcast.model.Identity;
import org.roomcast.model.ProtocolException;
import org.roomcast.model.SafeLog;
import org.roomcast.registry.Connection;
import org.roomcast.registry.Handshake;
import org.roomcast.registry.Incidents;
import org.roomcast.registry.LifecycleEvent;
import org.roomcast.registry.ReadyState;

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

    private static final String NEWCOMER = "org.roomcast.newcomer";
    /** Those beyond are refused at once, as if nobody might wait. */
    private static final int MOST_NEWCOMERS = 1_000;

    private final Services services;
    private final Entrance entrance;
    private final Set<Inbound> inbounds = ConcurrentHashMap.newKeySet();
    private final Set<Newcomer> newcomers = ConcurrentHashMap.newKeySet();

    /** For the proxies of CDI, which never use their own fields. */
    @SuppressWarnings("NullAway")
    protected ConnectionHandler() {
        this.services = null;
        this.entrance = null;
    }

    @Inject
    public ConnectionHandler(Services services) {
        this.services = services;
        this.entrance = new Entrance(services);
    }

    void opened(Session session, EndpointProfile profile, Consumer<Connection> opening) {
        try {
            session.setMaxTextMessageBufferSize(BUFFER);
            session.setMaxBinaryMessageBufferSize(BUFFER);
            HandshakeRequestData request = requestOf(session);
            if (!request.hasPassedGate() && !services.origins().allows(request.forOrigins())) {
                services.registry().stats().refused(Limit.ORIGIN);
                refuse(
                        session,
                        profile,
                        ProtocolException.forbidden("This origin is not allowed"),
                        Disconnect.FORBIDDEN);
                return;
            }
            if (entrance.mayWait(request, profile) && newcomers.size() < MOST_NEWCOMERS) {
                await(session, profile, request, opening);
            } else {
                open(session, profile, request, entrance.identify(request, profile), opening);
            }
        } catch (ProtocolException refused) {
            refuse(session, profile, refused, Entrance.endingFor(refused));
        } catch (RuntimeException | Error fault) {
            refuse(session, profile, incident(null, fault), Disconnect.INTERNAL);
        }
    }

    /** Tells the peer that what its endpoint does on opening could not be done. */
    void openingFailed(Session session, Throwable failure) {
        guarded(session, inbound -> inbound.answerError(null, incident(inbound.connection(), failure)));
    }

    void text(Session session, String part, boolean last) {
        if (!guarded(session, inbound -> inbound.text(part, last))
                && session.getUserProperties().get(NEWCOMER) instanceof Newcomer newcomer) {
            newcomer.text(part, last);
        }
    }

    void binary(Session session, boolean last) {
        if (!guarded(session, inbound -> inbound.binary(last))
                && session.getUserProperties().get(NEWCOMER) instanceof Newcomer newcomer) {
            newcomer.refuse(Entrance.tokenIsNeeded(), Disconnect.UNAUTHENTICATED);
        }
    }

    void pong(Session session) {
        guarded(session, inbound -> inbound.connection().heard());
    }

    void closed(Session session, CloseReason reason) {
        if (session.getUserProperties().get(NEWCOMER) instanceof Newcomer newcomer) {
            newcomer.ended();
        }
        guarded(session, inbound -> {
            inbounds.remove(inbound);
            String phrase = reason.getReasonPhrase();
            services.registry()
                    .close(inbound.connection(), reason.getCloseCode().getCode(), phrase == null ? "" : phrase);
        });
    }

    /** Engines report here what they close for by themselves; the end itself comes through {@link #closed}. */
    void failed(Session session, Throwable fault) {
        SafeLog.of(ConnectionHandler.class)
                .log(System.Logger.Level.DEBUG, "The container reports a fault of a session", fault);
    }

    /** Looks for messages that never become complete, and for tokens that do not come; about once a second. */
    public void tick() {
        newcomers.removeIf(Newcomer::tick);
        inbounds.forEach(Inbound::checkAssembly);
        inbounds.removeIf(inbound -> inbound.connection().readyState() != ReadyState.OPEN);
    }

    /** Waits for the token of a session that needs one. */
    private void await(
            Session session, EndpointProfile profile, HandshakeRequestData request, Consumer<Connection> opening) {
        Newcomer newcomer = new Newcomer(
                services,
                command -> enter(session, profile, request, opening, command),
                (id, why, ending) -> refuse(session, profile, id, why, ending));
        session.getUserProperties().put(NEWCOMER, newcomer);
        newcomers.add(newcomer);
    }

    private void enter(
            Session session,
            EndpointProfile profile,
            HandshakeRequestData request,
            Consumer<Connection> opening,
            Command.Authenticate command) {
        try {
            Identity identity = entrance.identify(command.token(), profile);
            open(session, profile, request, identity, connection -> {
                if (command.id() != null) {
                    Long ttl = Welcomes.tokenTtl(identity, services.clock());
                    connection.deliver(Event.Ack.authenticated(command.id(), ttl));
                }
                opening.accept(connection);
            });
        } catch (ProtocolException refused) {
            refuse(session, profile, command.id(), refused, Entrance.endingFor(refused));
        } catch (RuntimeException | Error fault) {
            refuse(session, profile, command.id(), incident(null, fault), Disconnect.INTERNAL);
        }
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
        if (connection.readyState() == ReadyState.OPEN) {
            try {
                opening.accept(connection);
            } catch (RuntimeException | Error fault) {
                inbound.answerError(null, incident(connection, fault));
            }
        }
    }

    /** Tells a peer that never becomes a connection why, and closes. */
    private void refuse(Session session, EndpointProfile profile, ProtocolException why, Disconnect ending) {
        refuse(session, profile, null, why, ending);
    }

    private void refuse(
            Session session, EndpointProfile profile, @Nullable FrameId id, ProtocolException why, Disconnect ending) {
        services.registry().stats().requestRefused();
        services.lifecycle()
                .fire(new LifecycleEvent.ConnectionRefused(
                        profile.name(), peerOf(session), ending.code(), ending.reason()));
        WebSocketTransport transport = new WebSocketTransport(session);
        Frame error = services.codec().encode(Inbound.errorEvent(id, why));
        Frame.Close status = new Frame.Close(ending.code(), ending.reason());
        transport.send(error.text(), ok -> services.threads().closers().execute(() -> transport.close(status)));
    }

    private boolean guarded(Session session, Consumer<Inbound> action) {
        Map<String, Object> properties = session.getUserProperties();
        if (!(properties.get(INBOUND) instanceof Inbound inbound)) {
            return false;
        }
        try {
            action.accept(inbound);
        } catch (RuntimeException | Error fault) {
            inbound.answerError(null, incident(inbound.connection(), fault));
        }
        return true;
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
