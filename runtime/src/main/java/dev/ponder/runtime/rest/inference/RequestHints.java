package dev.ponder.runtime.rest.inference;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.rest.http.AzureDeployment;
import dev.ponder.runtime.rest.http.PonderHeaders;
import dev.ponder.runtime.rest.http.RequestClient;
import dev.ponder.runtime.security.ApiClient;
import io.vertx.core.http.HttpServerRequest;

/**
 * What a request says outside of its body.
 *
 * @param strategy the value of the strategy header; null if the request has none
 * @param model the model of a body that names none; null if the request has no such model
 * @param client who sent it
 */
public record RequestHints(@Nullable String strategy, @Nullable String model, ApiClient client) {

    /** No hints. */
    public static final RequestHints NONE = new RequestHints(null, null, ApiClient.ANONYMOUS);

    /** Only a strategy header. */
    public static RequestHints strategy(@Nullable String header) {
        return new RequestHints(header, null, ApiClient.ANONYMOUS);
    }

    /** The hints in headers and path. */
    public static RequestHints of(HttpServerRequest request) {
        return new RequestHints(request.getHeader(PonderHeaders.STRATEGY),
                AzureDeployment.of(request).map(AzureDeployment::deployment).orElse(null), RequestClient.of(request));
    }
}
