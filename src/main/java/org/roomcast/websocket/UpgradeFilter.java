package org.roomcast.websocket;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.roomcast.auth.SecurityHeaders;
import org.roomcast.registry.SessionRegistry;

/**
 * In front of the endpoints on a servlet container: answers a request that is no proper upgrade, or that
 * {@link HandshakeGate} refuses, and hands on the peer's address, which Jakarta WebSocket does not tell. What a client sends under that header's name is overwritten.
 */
@WebFilter(urlPatterns = "/ws/*", asyncSupported = true)
public class UpgradeFilter implements Filter {

    @Inject
    SessionRegistry registry;

    @Inject
    HandshakeGate gate;

    /**
     * Says goodbye to all connections. Filters end before the listeners of a servlet context do, and WildFly closes
     * WebSockets by a listener, so that the end of the application's scope is too late there.
     */
    @Override
    public void destroy() {
        registry.shutdown();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (!"websocket".equalsIgnoreCase(http.getHeader("Upgrade"))
                || !http.getMethod().equals("GET")) {
            refuse(answer, UpgradeProblem.NO_UPGRADE);
            return;
        }
        HandshakeGate.Verdict verdict = gate.judge(new HandshakeGate.Request(
                http.getRemoteAddr(), http.getQueryString(), name -> Collections.list(http.getHeaders(name))));
        UpgradeProblem problem = verdict.problem();
        if (problem == null) {
            chain.doFilter(new WithPassport(http, verdict.passport()), response);
            return;
        }
        if (verdict.retryAfter() != null) {
            answer.setHeader("Retry-After", String.valueOf(verdict.retryAfter()));
        }
        refuse(answer, problem);
    }

    private static void refuse(HttpServletResponse response, UpgradeProblem problem) throws IOException {
        response.setStatus(problem.status());
        SecurityHeaders.ALL.forEach(response::setHeader);
        response.setContentType(UpgradeProblem.TYPE);
        response.setHeader(UpgradeProblem.VERSION_HEADER, UpgradeProblem.VERSION);
        response.getOutputStream().write(problem.body().getBytes(StandardCharsets.UTF_8));
    }

    private static final class WithPassport extends HttpServletRequestWrapper {

        private final String passport;

        WithPassport(HttpServletRequest request, String passport) {
            super(request);
            this.passport = passport;
        }

        @Override
        public String getHeader(String name) {
            return isPeer(name) ? passport : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isPeer(name) ? Collections.enumeration(List.of(passport)) : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            Set<String> names = new LinkedHashSet<>();
            for (String name : Collections.list(super.getHeaderNames())) {
                if (!isPeer(name)) {
                    names.add(name);
                }
            }
            names.add(HandshakeRequestData.PEER_HEADER);
            return Collections.enumeration(names);
        }

        private static boolean isPeer(String name) {
            return HandshakeRequestData.PEER_HEADER.equalsIgnoreCase(name);
        }
    }
}
