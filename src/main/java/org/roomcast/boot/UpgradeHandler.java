package org.roomcast.boot;

import java.io.IOException;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.roomcast.auth.SecurityHeaders;
import org.roomcast.websocket.UpgradeProblem;

/** Answers what reaches a WebSocket address without being an upgrade, or is one to an address that does not exist. */
final class UpgradeHandler extends HttpHandler {

    private static final int NOT_FOUND = 404;

    @Override
    public void service(Request request, Response response) throws IOException {
        SecurityHeaders.ALL.forEach(response::setHeader);
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            // a connection that asked for an upgrade is not watched any more
            response.setHeader("Connection", "close");
            Problems.send(response, NOT_FOUND, "There is no such WebSocket endpoint");
        } else {
            UpgradeProblem problem = UpgradeProblem.NO_UPGRADE;
            Problems.send(response, problem.status(), UpgradeProblem.TYPE, problem.body());
        }
    }
}
