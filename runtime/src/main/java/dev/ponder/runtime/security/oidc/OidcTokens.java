package dev.ponder.runtime.security.oidc;

import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

import dev.ponder.api.error.Overloaded;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.security.access.TokenAuthenticator;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Checks access tokens by the default tenant of Quarkus' OpenID Connect. */
@Singleton
class OidcTokens implements TokenAuthenticator {

    private static final Logger LOG = Logger.getLogger(OidcTokens.class);

    private final TenantIdentityProvider identities;
    private final boolean enabled;

    OidcTokens(TenantIdentityProvider identities,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> server,
            @ConfigProperty(name = "quarkus.oidc.public-key") Optional<String> publicKey) {
        this.identities = identities;
        this.enabled = enabled && (server.isPresent() || publicKey.isPresent());
    }

    @Override
    public boolean enabled() {
        return enabled;
    }

    @Override
    public Uni<Token> check(String token, Optional<String> nameClaim) {
        return identities.authenticate(new AccessTokenCredential(token))
                .map(identity -> new Token(identity.getRoles(), nameClaim.flatMap(claim -> claim(identity, claim))))
                .onFailure().transform(OidcTokens::failure);
    }

    private static Optional<String> claim(SecurityIdentity identity, String claim) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? token.claim(claim).map(String::valueOf)
                : Optional.empty();
    }

    /** The texts of the failures are not logged, because they may contain the token. */
    private static RuntimeException failure(Throwable failure) {
        if (failure instanceof AuthenticationFailedException) {
            LOG.debugf("a token was rejected: %s", failure.getClass().getSimpleName());
            return RequestException.unauthenticated("the bearer token is not valid here (expected an API key of this"
                    + " server, or a token of its identity provider that has not expired)");
        }
        LOG.warnf("the identity provider cannot be asked (see quarkus.oidc.auth-server-url): %s",
                failure.getClass().getSimpleName());
        return new Overloaded("the identity provider of this server cannot be asked (expected that it answers;"
                + " the operator sets quarkus.oidc.auth-server-url)", 1);
    }
}
