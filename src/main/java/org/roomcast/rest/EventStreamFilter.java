package org.roomcast.rest;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.roomcast.auth.ContainerLogin;

/** Takes the streams of events on a servlet container; every other request goes on to the REST resources. */
@WebFilter(urlPatterns = "/api/rooms/*", asyncSupported = true)
public class EventStreamFilter implements Filter {

    @Inject
    EventStreams streams;

    @Inject
    ApiGate gate;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        String path = http.getServletPath() + (http.getPathInfo() == null ? "" : http.getPathInfo());
        Optional<String> room = EventStreams.roomOf(path);
        if (room.isEmpty() || !http.getMethod().equals("GET")) {
            chain.doFilter(request, response);
            return;
        }
        if (!ApiFilter.passes(gate, http, (HttpServletResponse) response)) {
            return;
        }
        ServletStream stream = new ServletStream(http.startAsync(), (HttpServletResponse) response);
        streams.open(
                new EventStreams.Request(
                        room.get(),
                        http.getHeader("Authorization"),
                        http.getHeader(Callers.API_KEY),
                        http.getHeader("Last-Event-ID"),
                        ContainerLogin.identity(http.getUserPrincipal(), http::isUserInRole),
                        gate.client(http.getRemoteAddr(), name -> Collections.list(http.getHeaders(name)))),
                stream);
    }
}
