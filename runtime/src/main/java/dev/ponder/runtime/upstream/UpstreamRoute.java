package dev.ponder.runtime.upstream;

import java.util.List;

/**
 * Which models an upstream answers for.
 *
 * @param upstream the upstream
 * @param claims exact names or patterns with {@code *}; empty when it answers for what it lists itself
 * @param fallback whether it also answers for models that no upstream claims
 */
public record UpstreamRoute(Upstream upstream, List<String> claims, boolean fallback) {

    /** Copies the list. */
    public UpstreamRoute {
        claims = List.copyOf(claims);
    }

    UpstreamRoute with(Upstream decorated) {
        return new UpstreamRoute(decorated, claims, fallback);
    }

    boolean claimsExactly(String model) {
        return claims.contains(model);
    }

    boolean claimsByPattern(String model) {
        return claims.stream().anyMatch(claim -> claim.indexOf('*') >= 0 && ModelPattern.matches(claim, model));
    }
}
