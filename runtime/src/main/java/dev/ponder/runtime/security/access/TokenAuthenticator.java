package dev.ponder.runtime.security.access;

import java.util.Optional;
import java.util.Set;

import io.smallrye.mutiny.Uni;

/** Checks bearer tokens of an identity provider. Thread-safe. */
public interface TokenAuthenticator {

    /** Whether the operator has configured an identity provider. */
    boolean enabled();

    /**
     * Checks a token. Fails with 401 if it is not valid, and with 503 if the identity provider cannot be asked.
     *
     * @param nameClaim the claim whose value is wanted; empty for none
     */
    Uni<Token> check(String token, Optional<String> nameClaim);

    /**
     * What a valid token says.
     *
     * @param roles the roles of its user or application
     * @param name the value of the wanted claim; empty if it has none
     */
    record Token(Set<String> roles, Optional<String> name) {}
}
