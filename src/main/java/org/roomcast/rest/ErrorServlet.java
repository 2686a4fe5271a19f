package org.roomcast.rest;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.roomcast.auth.SecurityHeaders;
import org.roomcast.codec.Json;

/**
 * The error page of a WAR: a problem document where a servlet container would send a page of its own, with its name and
 * version. Mapped in {@code web.xml} and not by an annotation, since an application that takes these classes has error
 * pages of its own.
 */
public class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Whatever the method was of the request that failed. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // without the attribute somebody has asked for the error page itself
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpServletResponse.SC_NOT_FOUND;
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        SecurityHeaders.ALL.forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        String body = Json.write(Problem.of(status, ProblemMapper.detail(status)));
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}
