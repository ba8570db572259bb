package dev.ponder.runtime.rest.http;

import java.net.URI;
import java.util.Optional;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.ponder.runtime.config.PonderConfig;

/** Lets every path below {@code /v1} be reached with a prefix too, as some clients of model servers expect. */
public class OpenAiRoute {

    /**
     * The request's property that holds the prefix, such as {@code /openai}, by which a client came. It is not there when
     * the client came without.
     */
    public static final String PREFIX_PROPERTY = "dev.ponder.openai-route-prefix";

    private static final String VERSION = "/v1";

    private final Optional<String> prefix;

    OpenAiRoute(PonderConfig config) {
        this.prefix = config.openaiRoutePrefix().map(text -> "/" + text.strip().replaceAll("^/+|/+$", ""))
                .filter(path -> path.length() > 1);
    }

    /** Takes the prefix off before the path decides who answers. It is looked for as it is written here, unencoded. */
    @ServerRequestFilter(preMatching = true)
    public void takeOff(ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        String root = request.getUriInfo().getBaseUri().getRawPath().replaceAll("/$", "");
        prefix.map(some -> root + some + VERSION)
                .filter(routed -> path.equals(routed) || path.startsWith(routed + "/"))
                .ifPresent(routed -> takeOff(root, path, request));
    }

    private void takeOff(String root, String path, ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        String some = prefix.orElse("");
        String routed = root + path.substring(root.length() + some.length());
        request.setRequestUri(uri.resolve(uri.getRawQuery() == null ? routed : routed + "?" + uri.getRawQuery()));
        request.setProperty(PREFIX_PROPERTY, some);
    }
}
