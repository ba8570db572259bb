package dev.ponder.runtime.strategy;

import java.util.List;
import java.util.Optional;

import dev.ponder.api.Cost;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;

/**
 * A strategy and its metadata.
 *
 * @param parameters the settings that requests may override
 * @param settings the interface of all its settings
 * @param enabled whether requests may use it
 * @param optIn whether it is off by default, so that a client may use it only if its settings name it
 * @param confidential whether listeners receive neither the prompts nor the answers of its requests
 */
public record StrategyDescriptor(String id, String title, String summary, String paper, StrategyKind kind,
        ToolPolicy tools,
        List<ParameterDescriptor> parameters, Class<?> settings, boolean enabled, boolean optIn,
        boolean confidential, InferenceStrategy strategy) {

    static StrategyDescriptor of(Strategy metadata, boolean enabled, InferenceStrategy strategy) {
        return new StrategyDescriptor(metadata.id(), metadata.title(), metadata.summary(), metadata.paper(),
                StrategyKind.of(strategy), metadata.tools(),
                ParameterDescriptor.allOf(metadata.id(), metadata.settings()),
                metadata.settings(), enabled, !metadata.enabled(), metadata.confidential(), strategy);
    }

    /** How an answer is streamed if this is the last strategy of its pipeline. */
    public StreamingMode streaming() {
        return kind == StrategyKind.BUFFERED ? StreamingMode.EMULATED : StreamingMode.NATIVE;
    }

    /** The maximum cost of a request without parameters. */
    public Cost defaultCost() {
        return strategy.cost(RequestSettings.NONE);
    }

    Optional<ParameterDescriptor> parameter(String name) {
        return parameters.stream().filter(parameter -> parameter.name().equals(name)).findFirst();
    }
}
