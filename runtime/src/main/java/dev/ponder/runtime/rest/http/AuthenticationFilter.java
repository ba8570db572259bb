package dev.ponder.runtime.rest.http;

import java.util.List;
import java.util.Set;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.ModelPattern;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.security.access.AccessConfig;
import dev.ponder.runtime.security.access.ClientAuthenticator;
import io.vertx.core.http.HttpServerRequest;

/**
 * Finds the client of each request before its body is read, and rejects a request without a client. Every path needs one,
 * except probes and the paths that the operator opens.
 */
public class AuthenticationFilter {

    /** After the filter that rewrites paths, so that the error has the format of the protocol. */
    private static final int AFTER_REWRITING = Priorities.USER + 100;
    private static final Set<String> PROBES = Set.of("/", "/health", "/v2/health/live", "/v2/health/ready");

    private final ClientAuthenticator clients;
    private final BodyReader bodies;
    private final List<String> openPaths;

    AuthenticationFilter(ClientAuthenticator clients, BodyReader bodies, AccessConfig config) {
        this.clients = clients;
        this.bodies = bodies;
        this.openPaths = config.openPaths().orElse(List.of());
    }

    /** Finds the client, unless it is known already. Throws a {@link RequestException} with 401 if there is none. */
    @ServerRequestFilter(preMatching = true, priority = AFTER_REWRITING)
    public void authenticate(ContainerRequestContext request, HttpServerRequest http) {
        if (!clients.enabled() || open(request.getUriInfo().getPath()) || RequestClient.find(http) != null) {
            return;
        }
        ApiClient client = clients.byKey(http.headers());
        if (client != null) {
            RequestClient.attach(http, client);
            return;
        }
        String token = clients.token(http.headers());
        if (token == null) {
            bodies.discard(http);
            throw clients.rejection(http.headers());
        }
        check(token, http);
    }

    /** A filter that returns a Uni would suspend every request, also those without a token. */
    private void check(String token, HttpServerRequest http) {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        request.suspend();
        clients.byToken(token, http.headers()).subscribe().with(client -> {
            RequestClient.attach(http, client);
            request.resume();
        }, failure -> {
            bodies.discard(http);
            request.resume(failure);
        });
    }

    private boolean open(String path) {
        return PROBES.contains(path) || openPaths.stream().anyMatch(pattern -> ModelPattern.matches(pattern, path));
    }
}
