package dev.ponder.runtime.strategy;

import java.util.HashMap;
import java.util.Map;

/**
 * The parameters that one request sets: values of the settings' own types, all within their ranges, by strategy and
 * name. Immutable.
 */
public final class ParameterValues {

    /** No parameters. */
    public static final ParameterValues NONE = new ParameterValues(Map.of());

    private final Map<String, Map<String, Object>> byStrategy;

    private ParameterValues(Map<String, Map<String, Object>> byStrategy) {
        this.byStrategy = byStrategy;
    }

    /** The same values and one more; a later value of the same parameter replaces an earlier one. */
    public ParameterValues with(ParameterDescriptor parameter, Object value) {
        var all = new HashMap<>(byStrategy);
        var ofStrategy = new HashMap<>(of(parameter.strategy()));
        ofStrategy.put(parameter.method().getName(), value);
        all.put(parameter.strategy(), ofStrategy);
        return new ParameterValues(all);
    }

    /** The values of a strategy's parameters, by the names of the settings' methods. */
    Map<String, Object> of(String strategy) {
        return byStrategy.getOrDefault(strategy, Map.of());
    }
}
