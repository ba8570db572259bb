package dev.ponder.runtime.rest.http;

import java.util.List;
import java.util.Set;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.ModelPattern;
import dev.ponder.runtime.security.AccessConfig;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.security.ClientRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/**
 * Finds the client of each request before its body is read, and rejects a request without a valid API key with 401. A key
 * comes in {@code Authorization: Bearer}, {@code x-api-key} or {@code api-key}. Every path needs one, except probes.
 */
public class AuthenticationFilter {

    /** After the filter that rewrites paths, so that the error has the format of the protocol. */
    private static final int AFTER_REWRITING = Priorities.USER + 100;
    private static final String AUTHORIZATION = "authorization";
    private static final String BEARER = "bearer ";
    private static final List<String> KEY_HEADERS = List.of("x-api-key", "api-key");
    private static final Set<String> PROBES = Set.of("/", "/health", "/v2/health/live", "/v2/health/ready");

    private final ClientRegistry clients;
    private final BodyReader bodies;
    private final List<String> openPaths;
    private final boolean forwardKey;

    AuthenticationFilter(ClientRegistry clients, BodyReader bodies, AccessConfig config) {
        this.clients = clients;
        this.bodies = bodies;
        this.openPaths = config.openPaths().orElse(List.of());
        this.forwardKey = config.forwardClientKey();
    }

    /** Finds the client, unless it is known already. Throws a {@link RequestException} with 401 if there is none. */
    @ServerRequestFilter(preMatching = true, priority = AFTER_REWRITING)
    public void authenticate(ContainerRequestContext request, HttpServerRequest http) {
        if (!clients.enabled() || open(request.getUriInfo().getPath()) || RequestClient.find(http) != null) {
            return;
        }
        ApiClient client = client(http.headers());
        if (client == null) {
            bodies.discard(http);
            throw rejection(http.headers());
        }
        RequestClient.attach(http, client);
    }

    private boolean open(String path) {
        return PROBES.contains(path) || openPaths.stream().anyMatch(pattern -> ModelPattern.matches(pattern, path));
    }

    /** The client of the first valid key. Removes all valid keys, unless the operator lets them be forwarded. */
    private @Nullable ApiClient client(MultiMap headers) {
        ApiClient client = ofKey(headers, AUTHORIZATION, bearer(headers.get(AUTHORIZATION)), null);
        for (String header : KEY_HEADERS) {
            client = ofKey(headers, header, headers.get(header), client);
        }
        return client;
    }

    private @Nullable ApiClient ofKey(MultiMap headers, String header, @Nullable String key,
            @Nullable ApiClient earlier) {
        ApiClient client = key == null ? null : clients.ofKey(key.strip());
        if (client != null && !forwardKey) {
            headers.remove(header);
        }
        return earlier == null ? client : earlier;
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length())
                : null;
    }

    private static RequestException rejection(MultiMap headers) {
        boolean present = headers.contains(AUTHORIZATION) || KEY_HEADERS.stream().anyMatch(headers::contains);
        return RequestException.unauthenticated(present
                ? "the API key is not valid here (expected a key of this server in Authorization: Bearer, x-api-key or"
                        + " api-key; the operator defines keys in ponder.access.clients)"
                : "the request has no API key (expected one in Authorization: Bearer, x-api-key or api-key)");
    }
}
