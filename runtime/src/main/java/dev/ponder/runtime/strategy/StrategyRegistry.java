package dev.ponder.runtime.strategy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Strategy;
import dev.ponder.runtime.config.LimitsConfig;
import dev.ponder.runtime.config.PonderConfig;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;

/** All strategies of the application, by id. The build has validated them. */
@ApplicationScoped
public class StrategyRegistry {

    private final Map<String, StrategyDescriptor> strategies = new TreeMap<>();

    @Inject
    StrategyRegistry(@All List<InstanceHandle<InferenceStrategy>> beans, PonderConfig config) {
        for (var bean : beans) {
            Strategy metadata = bean.getBean().getBeanClass().getAnnotation(Strategy.class);
            if (metadata != null) {
                add(StrategyDescriptor.of(metadata, bean.get()), config.limits());
            }
        }
    }

    /** A registry of these strategies, without CDI. */
    public StrategyRegistry(List<InferenceStrategy> strategies, LimitsConfig limits) {
        strategies.forEach(strategy -> add(
                StrategyDescriptor.of(strategy.getClass().getAnnotation(Strategy.class), strategy), limits));
    }

    /** All strategies, ordered by id. */
    public List<StrategyDescriptor> all() {
        return List.copyOf(strategies.values());
    }

    /** All ids, for messages. */
    public String ids() {
        return String.join(", ", strategies.keySet());
    }

    /** The strategy with this id. */
    public Optional<StrategyDescriptor> find(String id) {
        return Optional.ofNullable(strategies.get(id));
    }

    private void add(StrategyDescriptor strategy, LimitsConfig limits) {
        List<ParameterDescriptor> capped = strategy.parameters().stream()
                .map(parameter -> {
                    var cap = limits.parameters().get(parameter.strategy() + "." + parameter.name());
                    return cap == null || cap.max().isEmpty() ? parameter : parameter.cappedAt(cap.max().getAsDouble());
                })
                .toList();
        strategies.put(strategy.id(), new StrategyDescriptor(strategy.id(), strategy.title(), strategy.summary(),
                strategy.paper(), strategy.kind(), strategy.tools(), capped, strategy.settings(), strategy.strategy()));
    }
}
