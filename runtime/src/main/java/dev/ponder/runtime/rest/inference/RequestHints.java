package dev.ponder.runtime.rest.inference;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.rest.http.AzureDeployment;
import dev.ponder.runtime.rest.http.PonderHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * What a request says outside of its body.
 *
 * @param strategy the value of the strategy header; null if the request has none
 * @param model the model of a body that names none; null if the request has no such model
 */
public record RequestHints(@Nullable String strategy, @Nullable String model) {

    /** No hints. */
    public static final RequestHints NONE = new RequestHints(null, null);

    /** Only a strategy header. */
    public static RequestHints strategy(@Nullable String header) {
        return new RequestHints(header, null);
    }

    /** The hints in headers and path. */
    public static RequestHints of(HttpServerRequest request) {
        return new RequestHints(request.getHeader(PonderHeaders.STRATEGY),
                AzureDeployment.of(request).map(AzureDeployment::deployment).orElse(null));
    }
}
