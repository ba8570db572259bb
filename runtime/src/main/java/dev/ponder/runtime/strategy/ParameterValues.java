package dev.ponder.runtime.strategy;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The parameters that one request sets, by strategy and name. Values have the types of the settings' methods and are within
 * their ranges. Immutable.
 */
public final class ParameterValues {

    /** No parameters. */
    public static final ParameterValues NONE = new ParameterValues(Map.of());

    private final Map<String, Map<String, Object>> byStrategy;

    private ParameterValues(Map<String, Map<String, Object>> byStrategy) {
        this.byStrategy = byStrategy;
    }

    /** The same values and one more, which replaces an earlier value of the same parameter. */
    public ParameterValues with(ParameterDescriptor parameter, Object value) {
        var all = new HashMap<>(byStrategy);
        var ofStrategy = new HashMap<>(of(parameter.strategy()));
        ofStrategy.put(parameter.method().getName(), value);
        all.put(parameter.strategy(), ofStrategy);
        return new ParameterValues(all);
    }

    /** All values, by strategy and by the names of the settings' methods. */
    public Map<String, Map<String, Object>> all() {
        return Collections.unmodifiableMap(byStrategy);
    }

    /** The values for a strategy, by the names of the settings' methods. */
    Map<String, Object> of(String strategy) {
        return byStrategy.getOrDefault(strategy, Map.of());
    }
}
