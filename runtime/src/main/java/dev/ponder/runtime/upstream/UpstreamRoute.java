package dev.ponder.runtime.upstream;

import java.util.List;

import dev.ponder.runtime.config.ModelPattern;
import dev.ponder.runtime.config.UpstreamConfig;

/**
 * The models of an upstream, and its configuration.
 *
 * @param upstream the upstream
 * @param claims exact names or patterns with {@code *}; empty when it serves the models that it lists
 * @param fallback whether it also serves models that no upstream claims
 * @param config its limits, retries and circuit breaker
 * @param address where it is, without secrets
 */
public record UpstreamRoute(Upstream upstream, List<String> claims, boolean fallback, UpstreamConfig config,
        String address) {

    /** An upstream in this process. */
    public UpstreamRoute(Upstream upstream, List<String> claims, boolean fallback, UpstreamConfig config) {
        this(upstream, claims, fallback, config, "in process");
    }

    /** Copies the list. */
    public UpstreamRoute {
        claims = List.copyOf(claims);
    }

    boolean claimsExactly(String model) {
        return claims.contains(model);
    }

    boolean claimsByPattern(String model) {
        return claims.stream().anyMatch(claim -> claim.indexOf('*') >= 0 && ModelPattern.matches(claim, model));
    }
}
