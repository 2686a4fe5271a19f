package org.roomcast.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.roomcast.auth.SecurityHeaders;

/** Puts the security headers on the pages of a servlet container. */
@WebFilter(
        urlPatterns = {"/", "*.html", "*.js", "*.css", "*.svg", "*.json"},
        asyncSupported = true)
public class PageHeadersFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        SecurityHeaders.ALL.forEach(((HttpServletResponse) response)::setHeader);
        if (((HttpServletRequest) request).getMethod().equals("TRACE")) {
            // a server's own servlet would send back what the client sent
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        chain.doFilter(request, response);
    }
}
