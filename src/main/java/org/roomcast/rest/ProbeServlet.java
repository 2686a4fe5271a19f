package org.roomcast.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.roomcast.auth.ContainerLogin;
import org.roomcast.auth.SecurityHeaders;

/** Health and metrics on a servlet container. */
@WebServlet(urlPatterns = {"/health/*", "/metrics"})
public class ProbeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Probes probes;

    /** Would send back what the client sent, headers with tokens too. */
    @Override
    protected void doTrace(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        Probes.Answer answer = probes.answer(
                path,
                request.getHeader("Authorization"),
                request.getHeader(Callers.API_KEY),
                ContainerLogin.identity(request.getUserPrincipal(), request::isUserInRole));
        response.setStatus(answer.status());
        response.setContentType(answer.type());
        SecurityHeaders.ALL.forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
