package org.roomcast.boot;

import java.io.IOException;
import java.util.Map;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.roomcast.auth.SecurityHeaders;

/**
 * Leads a request that breaks {@link RequestRules} to a handler that refuses it, and lets it be the last one of its
 * connection: what follows cannot be trusted to be a request. To be added before all other add-ons, so that nothing has
 * acted on it.
 */
final class RequestGuard implements AddOn {

    /** Where refused requests go. Who asks for it by name is refused as well. */
    static final String PATH = "/.refused";

    /** Set when the header of a request has been looked at: a filter sees one request many times, in parts. */
    private static final Attribute<Boolean> SEEN =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(RequestGuard.class.getName());

    private static final Attribute<Answer> ANSWER =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(RequestGuard.class.getName() + ".answer");

    /**
     * Set with the last request of a connection. Grizzly goes on with what has arrived behind it, and would do what that
     * asks for; stopping the chain instead would make it read the same bytes for ever.
     */
    private static final Attribute<Boolean> ENDING =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(RequestGuard.class.getName() + ".ending");

    /**
     * What a refused request is told.
     *
     * @param title the reason of the status
     * @param type the media type of the body
     * @param headers beside those of every answer
     */
    record Answer(int status, String title, String type, String body, Map<String, String> headers) {

        static Answer badRequest(String why) {
            int status = HttpStatus.BAD_REQUEST_400.getStatusCode();
            String body = Problems.body(status, why);
            return new Answer(status, HttpStatus.BAD_REQUEST_400.getReasonPhrase(), Problems.TYPE, body, Map.of());
        }
    }

    /** Leads a request to its refusal, an upgrade too, and ends its connection with it. */
    static void refuse(Connection<?> connection, HttpRequestPacket request, Answer answer) {
        ANSWER.set(request.getAttributes(), answer);
        request.setRequestURI(PATH);
        request.getUpgradeDC().recycle();
        end(connection, request);
    }

    private static void end(Connection<?> connection, HttpRequestPacket request) {
        ENDING.set(connection, true);
        request.getProcessingState().setKeepAlive(false);
        request.getResponse().setHeader("Connection", "close");
    }

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder chain) {
        chain.add(chain.indexOfType(HttpServerFilter.class), new GuardFilter());
    }

    private static final class GuardFilter extends BaseFilter {

        @Override
        public NextAction handleRead(FilterChainContext context) {
            if (context.getMessage() instanceof HttpContent content
                    && content.getHttpHeader() instanceof HttpRequestPacket request
                    && !SEEN.isSet(request.getAttributes())) {
                SEEN.set(request.getAttributes(), true);
                check(context.getConnection(), request);
            }
            return context.getInvokeAction();
        }

        private static void check(Connection<?> connection, HttpRequestPacket request) {
            String violation = ENDING.isSet(connection) ? "The connection has ended" : RequestRules.violation(request);
            if (violation != null) {
                refuse(connection, request, Answer.badRequest(violation));
            } else if (request.isChunked() || !request.getProcessingState().isKeepAlive()) {
                // Grizzly forgets a Content-Length before a Transfer-Encoding: such a request ends its connection too
                // (RFC 9112 section 6.1)
                end(connection, request);
            }
        }
    }

    /** Says what was wrong. */
    static final class Refusal extends HttpHandler {

        private static final Answer NOTHING_HERE = Answer.badRequest("This address is the server's own");

        @Override
        public void service(Request request, Response response) throws IOException {
            Answer given = ANSWER.get(request.getRequest().getAttributes());
            Answer answer = given == null ? NOTHING_HERE : given;
            SecurityHeaders.ALL.forEach(response::setHeader);
            answer.headers().forEach(response::setHeader);
            Problems.send(response, answer.status(), answer.type(), answer.body());
            if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
                // Grizzly leaves the type of such an answer out, unless it stands among the plain headers
                response.getResponse().getHeaders().setValue("Content-Type").setString(answer.type());
            }
            response.setStatus(answer.status(), answer.title());
        }
    }
}
