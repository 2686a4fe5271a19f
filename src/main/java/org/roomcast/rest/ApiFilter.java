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
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.roomcast.auth.SecurityHeaders;

/** Asks {@link ApiGate} on a servlet container. */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class ApiFilter implements Filter {

    private static final String ASKED = "org.roomcast.api";

    @Inject
    ApiGate gate;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (passes(gate, (HttpServletRequest) request, (HttpServletResponse) response)) {
            chain.doFilter(request, response);
        }
    }

    /** Asks once for each request: the order of filters is a container's own. @return false when it has been answered */
    static boolean passes(ApiGate gate, HttpServletRequest http, HttpServletResponse answer) throws IOException {
        if (http.getAttribute(ASKED) != null) {
            return true;
        }
        http.setAttribute(ASKED, true);
        ApiGate.Verdict verdict =
                gate.judge(http.getMethod(), http.getRemoteAddr(), name -> Collections.list(http.getHeaders(name)));
        verdict.headers().forEach(answer::setHeader);
        ApiGate.Answer given = verdict.answer();
        if (given == null) {
            return true;
        }
        SecurityHeaders.ALL.forEach(answer::setHeader);
        answer.setHeader("Cache-Control", "no-store");
        answer.setStatus(given.status());
        if (given.body() != null) {
            answer.setContentType(given.type());
            answer.getOutputStream().write(given.body().getBytes(StandardCharsets.UTF_8));
        }
        return false;
    }
}
