package dev.ponder.runtime.rest.inference;

import java.util.function.Supplier;

import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.rest.relay.RelayDemand;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;

/**
 * A client's request, parsed and checked.
 *
 * @param endpoint the endpoint that it may be relayed to
 * @param body the body
 * @param model the model as the client named it
 * @param options Ponder's own options
 * @param response how many choices the response has, and in which form
 * @param prompts parses the prompts for the engine, in time in proportion to the length of the body
 */
public record ClientRequest(Endpoint endpoint, RequestBody body, String model, PonderOptions options,
        ResponseOptions response, Supplier<Prompts> prompts) implements RelayDemand {

    private static final String COMPLETIONS = "completions";

    public RequestLimits limits() {
        return options.limits();
    }

    @Override
    public long promptTokens() {
        return body.estimatedTokens();
    }

    @Override
    public long completionTokens() {
        if (!endpoint.path().endsWith(COMPLETIONS)) {
            return 0;
        }
        long each = body.maxTokens();
        return each < 0
                ? each
                : each > Long.MAX_VALUE / response.choices() ? Long.MAX_VALUE : each * response.choices();
    }

    /** The same request with prompts. */
    public ClientRequest withPrompts(Supplier<Prompts> others) {
        return new ClientRequest(endpoint, body, model, options, response, others);
    }

    /** The call that forwards the request to an upstream. */
    public RelayCall relayTo(String upstreamModel) {
        return new RelayCall(endpoint, upstreamModel, body.forModel(model, upstreamModel, response.stream()),
                response.stream(), body.hasStreamOptions(), response.includeUsage(), limits().timeouts());
    }
}
