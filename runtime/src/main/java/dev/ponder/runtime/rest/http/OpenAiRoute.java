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

    /** Takes the prefix off before the path decides who answers. */
    @ServerRequestFilter(preMatching = true)
    public void takeOff(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        prefix.filter(some -> path.equals(some + VERSION) || path.startsWith(some + VERSION + "/"))
                .ifPresent(some -> takeOff(some, request));
    }

    private static void takeOff(String prefix, ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        String root = request.getUriInfo().getBaseUri().getRawPath();
        String path = root + uri.getRawPath().substring(root.length() + prefix.length());
        request.setRequestUri(uri.resolve(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery()));
        request.setProperty(PREFIX_PROPERTY, prefix);
    }
}
