package dev.ponder.runtime.rest.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.ponder.api.error.RequestException;
import io.vertx.core.http.HttpServerRequest;

/**
 * A path of Azure OpenAI, {@code /openai/deployments/<deployment>/chat/completions}.
 *
 * @param deployment the name of the deployment, decoded; the model of a request whose body names none
 * @param endpoint the path after the deployment, such as {@code /chat/completions}
 */
public record AzureDeployment(String deployment, String endpoint) {

    private static final Pattern PATH = Pattern
            .compile(".*/openai/deployments/(.+?)(/chat/completions|/completions|/embeddings|/[^/]*)/?");

    /** The deployment of a request; empty for another path. Fails with 400 for a malformed percent-encoding. */
    public static Optional<AzureDeployment> of(HttpServerRequest request) {
        String path = request.path();
        return path != null && path.contains("/openai/deployments/") ? of(path) : Optional.empty();
    }

    static Optional<AzureDeployment> of(String path) {
        Matcher parts = PATH.matcher(path);
        return parts.matches()
                ? Optional.of(new AzureDeployment(decoded(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RequestException.invalid(null, "path: the name of the deployment is not a valid percent-encoding"
                    + " (expected UTF-8)");
        }
    }
}
