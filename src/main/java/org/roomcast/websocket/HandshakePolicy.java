package org.roomcast.websocket;

import org.roomcast.auth.OriginPolicy;
import org.roomcast.limits.Throttles;
import org.roomcast.limits.TrustedProxies;

/** Whom {@link HandshakeGate} believes and lets in. */
public record HandshakePolicy(OriginPolicy origins, TrustedProxies proxies, Throttles throttles) {}
