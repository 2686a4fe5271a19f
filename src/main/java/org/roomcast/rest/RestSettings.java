package org.roomcast.rest;

import org.jspecify.annotations.Nullable;
import org.roomcast.auth.OriginPolicy;

/**
 * What the resources are told at the start. Immutable.
 *
 * @param requestSize the largest body, in bytes
 * @param messageSize the largest data of one message, in bytes
 * @param anonymous whether reading public things needs no token
 * @param dashboardPublic whether the figures open without a role
 * @param metricsPublic whether the metrics open without a role or key
 * @param cors whose pages may call; null for nobody's beside the own ones
 */
public record RestSettings(
        int requestSize,
        int messageSize,
        boolean anonymous,
        boolean dashboardPublic,
        boolean metricsPublic,
        @Nullable OriginPolicy cors) {}
