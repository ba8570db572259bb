package dev.ponder.runtime.strategy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Strategy;
import dev.ponder.api.StrategySettings;
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
                boolean enabled = Optional.ofNullable(config.strategies().get(metadata.id()))
                        .flatMap(StrategySettings::enabled).orElse(metadata.enabled());
                add(StrategyDescriptor.of(metadata, enabled, bean.get()), config.limits());
            }
        }
    }

    /** A registry of these strategies, all of them enabled, without CDI. */
    public StrategyRegistry(List<InferenceStrategy> strategies, LimitsConfig limits) {
        strategies.forEach(strategy -> add(
                StrategyDescriptor.of(strategy.getClass().getAnnotation(Strategy.class), true, strategy), limits));
    }

    /** All strategies, ordered by id. */
    public List<StrategyDescriptor> all() {
        return List.copyOf(strategies.values());
    }

    /** The strategies that requests may use, ordered by id. */
    public List<StrategyDescriptor> enabled() {
        return strategies.values().stream().filter(StrategyDescriptor::enabled).toList();
    }

    /** The ids of the strategies that requests may use, for messages. */
    public String ids() {
        return enabled().stream().map(StrategyDescriptor::id).collect(Collectors.joining(", "));
    }

    /** The strategy with this id, enabled or not. */
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
                strategy.paper(), strategy.kind(), strategy.tools(), capped, strategy.settings(), strategy.enabled(),
                strategy.optIn(), strategy.confidential(), strategy.strategy()));
    }
}
