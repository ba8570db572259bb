package dev.ponder.runtime.rest.openai;

import java.net.URI;
import java.util.Optional;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.PonderConfig;
import io.vertx.core.http.HttpServerRequest;

/** Lets every path below {@code /v1} be reached with a prefix too, as some clients of model servers expect. */
public class RoutePrefixFilter {

    /**
     * The request's property that holds the prefix, such as {@code /openai}, by which a client came. It is not there when
     * the client came without.
     */
    public static final String PREFIX_PROPERTY = "dev.ponder.openai-route-prefix";

    private static final String VERSION = "/v1";

    private final Optional<String> prefix;
    private final String root;

    RoutePrefixFilter(PonderConfig config,
            @ConfigProperty(name = "quarkus.http.root-path", defaultValue = "/") String root) {
        this.prefix = config.openaiRoutePrefix().map(RoutePrefixFilter::path).filter(path -> path.length() > 1);
        this.root = path(root).replaceAll("^/$", "");
    }

    private static String path(String text) {
        return "/" + text.strip().replaceAll("^/+|/+$", "");
    }

    /** Takes the prefix off before the path decides who answers. It is looked for as it is written here, unencoded. */
    @ServerRequestFilter(preMatching = true)
    public void takeOff(ContainerRequestContext request, HttpServerRequest http) {
        String path = http.path();
        prefix.filter(some -> path.equals(root + some + VERSION) || path.startsWith(root + some + VERSION + "/"))
                .ifPresent(some -> {
                    request.setRequestUri(without(some, http));
                    request.setProperty(PREFIX_PROPERTY, some);
                });
    }

    /** A client of HTTP/1.0 need not say whom it means to ask. */
    private URI without(String some, HttpServerRequest http) {
        String routed = root + http.path().substring(root.length() + some.length());
        String authority = http.authority() == null ? "localhost" : http.authority().toString();
        String query = http.query() == null ? "" : "?" + http.query();
        try {
            return URI.create(http.scheme() + "://" + authority + routed + query);
        } catch (IllegalArgumentException e) {
            throw RequestException.invalid(null, "path: of characters that must be encoded (expected a URI)");
        }
    }
}
