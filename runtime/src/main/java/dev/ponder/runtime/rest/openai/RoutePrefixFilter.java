package dev.ponder.runtime.rest.openai;

import java.net.URI;
import java.util.regex.Pattern;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.rest.http.AzureDeployment;
import dev.ponder.runtime.rest.protocol.RewrittenPath;
import io.vertx.core.http.HttpServerRequest;

/**
 * Serves every path below {@code /v1} under a prefix too, because some clients of model servers expect one, and the paths of
 * Azure's deployments. A request to one of these comes from a client of OpenAI's protocol.
 */
public class RoutePrefixFilter {

    private static final String VERSION = "/v1";
    private static final Pattern OUTER_SLASHES = Pattern.compile("^/+|/+$");
    private static final String DEPLOYMENTS = "/openai/deployments/";

    /** The prefix and {@code /v1} below the root path; empty if no prefix is set. */
    private final String prefixed;
    private final int prefixLength;
    private final String root;
    private final OpenAiProtocol protocol;

    RoutePrefixFilter(PonderConfig config, OpenAiProtocol protocol,
            @ConfigProperty(name = "quarkus.http.root-path", defaultValue = "/") String root) {
        String prefix = config.openaiRoutePrefix().map(RoutePrefixFilter::path).filter(path -> path.length() > 1)
                .orElse("");
        this.root = path(root).length() > 1 ? path(root) : "";
        this.prefixed = prefix.isEmpty() ? "" : this.root + prefix + VERSION;
        this.prefixLength = prefix.length();
        this.protocol = protocol;
    }

    private static String path(String text) {
        return "/" + OUTER_SLASHES.matcher(text.strip()).replaceAll("");
    }

    /** Removes the prefix before the path is matched. The prefix must not be percent-encoded in the request. */
    @ServerRequestFilter(preMatching = true)
    public void removePrefix(ContainerRequestContext request, HttpServerRequest http) {
        String path = http.path();
        if (prefixed.isEmpty()) {
            return;
        }
        if (path.startsWith(prefixed)
                && (path.length() == prefixed.length() || path.charAt(prefixed.length()) == '/')) {
            request.setRequestUri(uri(root + path.substring(root.length() + prefixLength), http));
            new RewrittenPath(path.substring(root.length()), protocol).attachTo(request);
        }
        if (path.startsWith(DEPLOYMENTS, root.length())) {
            AzureDeployment.of(http).ifPresent(azure -> {
                request.setRequestUri(uri(root + VERSION + azure.endpoint(), http));
                new RewrittenPath(path.substring(root.length()), protocol).attachTo(request);
            });
        }
    }

    /** HTTP/1.0 requests may come without a host. */
    private static URI uri(String path, HttpServerRequest http) {
        String authority = http.authority() == null ? "localhost" : http.authority().toString();
        String query = http.query() == null ? "" : "?" + http.query();
        try {
            return URI.create(http.scheme() + "://" + authority + path + query);
        } catch (IllegalArgumentException e) {
            throw RequestException.invalid(null, "path: contains characters that must be encoded (expected a URI)");
        }
    }
}
