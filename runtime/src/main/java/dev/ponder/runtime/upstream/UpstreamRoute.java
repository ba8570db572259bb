package dev.ponder.runtime.upstream;

import java.util.List;

import dev.ponder.runtime.config.UpstreamConfig;

/**
 * Which models an upstream answers for, and how it is treated.
 *
 * @param upstream the upstream
 * @param claims exact names or patterns with {@code *}; empty when it answers for what it lists itself
 * @param fallback whether it also answers for models that no upstream claims
 * @param config how many calls it takes, and what happens when it fails
 */
public record UpstreamRoute(Upstream upstream, List<String> claims, boolean fallback, UpstreamConfig config) {

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
