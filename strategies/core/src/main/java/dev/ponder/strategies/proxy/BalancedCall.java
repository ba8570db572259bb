package dev.ponder.strategies.proxy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Delegate;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.error.RequestException;
import io.smallrye.mutiny.Multi;

/**
 * A plain call, or the strategy that the request names as {@code wrap}. The server chooses the upstream of every call by weight,
 * load and circuit breakers, so there is nothing else to do.
 */
@Strategy(id = "proxy", title = "Balanced call", settings = BalancedCallConfig.class, tools = ToolPolicy.FINAL_STAGE,
        summary = "Makes a plain call; the server balances all calls over its upstreams. For clients of OptiLLM.")
class BalancedCall implements InferenceStrategy.Streaming {

    private static final String PLAIN = "none";

    private final BalancedCallConfig config;

    BalancedCall(BalancedCallConfig config) {
        this.config = config;
    }

    @Override
    public Cost cost(Settings settings) {
        BalancedCallConfig own = settings.of(config);
        return wrapped(own).isPresent() ? new Cost(own.maxCalls(), own.maxCalls()) : Cost.SINGLE_CALL;
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        BalancedCallConfig settings = inference.settings().of(config);
        return wrapped(settings).map(id -> delegated(inference, settings, id))
                .orElseGet(() -> inference.answer(Prompt.inheriting("answer", inference.request())));
    }

    private static Multi<AnswerPart> delegated(Inference inference, BalancedCallConfig settings, String id) {
        List<Delegate> known = inference.delegates();
        Optional<Delegate> wrapped = known.stream().filter(delegate -> delegate.id().equals(id)).findFirst();
        if (wrapped.isEmpty()) {
            return Multi.createFrom().failure(RequestException.invalid("ponder.proxy.wrap", "ponder.proxy.wrap: '" + id
                    + "' (expected one of: " + known.stream().map(Delegate::id).collect(Collectors.joining(", ")) + ")"));
        }
        if (wrapped.get().cost().calls() > settings.maxCalls()) {
            return Multi.createFrom().failure(RequestException.invalid("ponder.proxy.wrap", "ponder.proxy.wrap: '" + id
                    + "' needs up to " + wrapped.get().cost().calls() + " calls (expected at most " + settings.maxCalls()
                    + "; ask for fewer candidates, or see ponder.strategies.proxy.max-calls)"));
        }
        return inference.delegate(List.of(id), inference.request());
    }

    private static Optional<String> wrapped(BalancedCallConfig settings) {
        return settings.wrap().map(String::strip).filter(id -> !id.isEmpty() && !id.equals(PLAIN));
    }
}
