package dev.ponder.runtime.engine;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

import dev.ponder.api.Cost;
import dev.ponder.api.Delegate;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.strategy.ClientPermissions;
import dev.ponder.runtime.strategy.EmulationPolicy;
import dev.ponder.runtime.strategy.ModalityPolicy;
import dev.ponder.runtime.strategy.RequestSettings;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StrategyExpression.Pipeline;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.strategy.StreamingMode;

/** The strategies that can answer a request in place of the one that it names, and those that did. Thread-safe. */
final class Delegation {

    private final StrategyRegistry registry;
    private final EmulationPolicy emulation;
    private final InferenceRequest request;
    private final Set<Pipeline> used = new CopyOnWriteArraySet<>();

    Delegation(StrategyRegistry registry, EmulationPolicy emulation, InferenceRequest request) {
        this.registry = registry;
        this.emulation = emulation;
        this.request = request;
    }

    /** The strategies that can answer in place of this one, ordered by id. */
    List<Delegate> delegates(String instead, ChatRequest prompt) {
        return registry.enabled().stream()
                .filter(strategy -> !strategy.id().equals(instead) && fits(strategy, prompt)
                        && ClientPermissions.allow(request.origin().apiClient(), strategy))
                .map(strategy -> new Delegate(strategy.id(), cost(strategy), streams(strategy)))
                .toList();
    }

    /** The pipeline that answers in place of a strategy. */
    Pipeline pipeline(String instead, List<String> ids, ChatRequest prompt) {
        List<Delegate> known = delegates(instead, prompt);
        int calls = ids.stream().mapToInt(id -> known.stream().filter(delegate -> delegate.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("delegate: strategy '" + id
                        + "' (expected one of Inference.delegates())"))
                .cost().calls()).sum();
        int declared = registry.find(instead).map(this::cost).orElse(Cost.SINGLE_CALL).calls();
        if (calls > declared) {
            throw new IllegalArgumentException("delegate: " + ids + " with up to " + calls + " calls (expected at most "
                    + declared + ", which '" + instead + "' declares)");
        }
        var pipeline = new Pipeline(ids.stream().map(id -> registry.find(id).orElseThrow()).toList());
        used.add(pipeline);
        return pipeline;
    }

    /** The pipelines that answered, each once. */
    List<String> used() {
        return used.stream().map(Pipeline::toString).toList();
    }

    /** How the answer is streamed, when the request's own strategies stream it in this way. */
    StreamingMode streaming(StreamingMode own) {
        return used.stream().allMatch(pipeline -> pipeline.streaming() == StreamingMode.NATIVE)
                ? own
                : StreamingMode.EMULATED;
    }

    private boolean fits(StrategyDescriptor strategy, ChatRequest prompt) {
        var expression = new StrategyExpression(List.of(new Pipeline(List.of(strategy))));
        boolean tools = prompt.offersTools() || prompt.conversation().endsWithToolResult();
        if (tools && strategy.tools() == ToolPolicy.PASSTHROUGH) {
            return false;
        }
        try {
            ModalityPolicy.check(expression, prompt);
            if (request.streamed()) {
                emulation.check(expression, request.emulation());
            }
            return true;
        } catch (RequestException unfit) {
            return false;
        }
    }

    private Cost cost(StrategyDescriptor strategy) {
        return strategy.strategy().cost(new RequestSettings(strategy, request.parameters()));
    }

    private static boolean streams(StrategyDescriptor strategy) {
        return strategy.streaming() == StreamingMode.NATIVE;
    }
}
