package dev.ponder.runtime.security.access;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.security.ApiClient;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;

/**
 * Finds the client of a request by an API key in {@code Authorization: Bearer}, {@code x-api-key} or {@code api-key}, or by a
 * JSON Web Token in {@code Authorization}. Removes what identifies a client from the headers, so that neither upstreams nor
 * models see it, unless {@code ponder.access.forward-client-key} is set.
 */
@Singleton
public class ClientAuthenticator {

    private static final String AUTHORIZATION = "authorization";
    private static final String BEARER = "bearer ";
    private static final List<String> KEY_HEADERS = List.of("x-api-key", "api-key");
    /** Other texts are no tokens: they are not sent to an identity provider. */
    private static final Pattern JSON_WEB_TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private final ClientRegistry clients;
    private final Optional<TokenAuthenticator> tokens;
    private final Optional<String> nameClaim;
    private final boolean forwardKey;

    ClientAuthenticator(ClientRegistry clients, AccessConfig config, @All List<TokenAuthenticator> tokens) {
        this.clients = clients;
        this.tokens = tokens.stream().filter(TokenAuthenticator::enabled).findFirst();
        this.nameClaim = config.tokenNameClaim();
        this.forwardKey = config.forwardClientKey();
    }

    /** Whether requests need an API key or a token. */
    public boolean enabled() {
        return clients.enabled();
    }

    /** The client of the first valid API key; null if there is none. All valid keys are removed. */
    public @Nullable ApiClient byKey(MultiMap headers) {
        ApiClient client = byKey(headers, AUTHORIZATION, bearer(headers));
        for (String header : KEY_HEADERS) {
            ApiClient other = byKey(headers, header, headers.get(header));
            client = client == null ? other : client;
        }
        return client;
    }

    private @Nullable ApiClient byKey(MultiMap headers, String header, @Nullable String key) {
        ApiClient client = key == null ? null : clients.ofKey(key.strip());
        if (client != null && !forwardKey) {
            headers.remove(header);
        }
        return client;
    }

    /** The token to check if there is no API key; null if there is none, or no identity provider. */
    public @Nullable String token(MultiMap headers) {
        String token = tokens.isPresent() ? bearer(headers) : null;
        return token != null && JSON_WEB_TOKEN.matcher(token).matches() ? token : null;
    }

    /** The client of a token. Fails with 401, with 403 if no client has a role of the token, and with 503. */
    public Uni<ApiClient> byToken(String token, MultiMap headers) {
        return tokens.orElseThrow().check(token, nameClaim).map(checked -> {
            ApiClient client = clients.ofRoles(checked.roles()).orElseThrow(() -> RequestException.forbidden(null,
                    "the token has no role of a client of this server (the operator sets"
                            + " ponder.access.clients.<name>.roles)"));
            if (!forwardKey) {
                headers.remove(AUTHORIZATION);
                // A client may send the same token in several headers
                KEY_HEADERS.stream().filter(header -> token.equals(headers.get(header))).forEach(headers::remove);
            }
            return checked.name().map(name -> client.withName(client.name() + "/" + ClientReader.safeName(name)))
                    .orElse(client);
        });
    }

    /** The failure of a request that has no client. */
    public RequestException rejection(MultiMap headers) {
        boolean present = headers.contains(AUTHORIZATION) || KEY_HEADERS.stream().anyMatch(headers::contains);
        return RequestException.unauthenticated(present
                ? "the API key is not valid here (expected a key of this server in Authorization: Bearer, x-api-key or"
                        + " api-key; the operator sets ponder.access.clients.<name>.key-hashes)"
                : "the request has no API key (expected one in Authorization: Bearer, x-api-key or api-key)");
    }

    private static @Nullable String bearer(MultiMap headers) {
        String authorization = headers.get(AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}
