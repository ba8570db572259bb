package dev.ponder.runtime.security;

import java.util.List;
import java.util.Optional;

import dev.ponder.runtime.config.ModelPattern;

/**
 * Who sends a request, as its API key or token says, and what it may do. Immutable; contains no secret.
 *
 * @param name the name that the operator gave it; empty for {@link #ANONYMOUS}
 * @param models names of models that its requests may use; {@code *} stands for any text
 * @param strategies ids of strategies that its requests may use, likewise. A strategy that is off by default must be listed
 *        by its id
 * @param defaultStrategy the strategy of its requests that name none; empty for the server's default
 * @param modelControl whether it may load and unload served models
 * @param perRequest the limits of each of its requests
 * @param limits the limits of all its requests together
 */
public record ApiClient(String name, List<String> models, List<String> strategies, Optional<String> defaultStrategy,
        boolean modelControl, RequestCaps perRequest, ClientLimits limits) {

    /** Every client of a server without access control: it may do everything. */
    public static final ApiClient ANONYMOUS = new ApiClient("", List.of("*"), List.of("*"), Optional.empty(), true,
            RequestCaps.NONE, ClientLimits.NONE);

    /** Copies the lists. */
    public ApiClient {
        models = List.copyOf(models);
        strategies = List.copyOf(strategies);
    }

    /** Whether the server controls no access, so that it knows no client. */
    public boolean anonymous() {
        return name.isEmpty();
    }

    /** Whether it may use a model. */
    public boolean mayUseModel(String model) {
        return anonymous() || matches(models, model);
    }

    /**
     * Whether it may use a strategy. The strategy {@code none} is always allowed.
     *
     * @param optIn whether the strategy is off by default, so that no pattern allows it
     */
    public boolean mayUseStrategy(String id, boolean optIn) {
        return anonymous() || id.equals("none") || (optIn ? strategies.contains(id) : matches(strategies, id));
    }

    /** The same client under another name. */
    public ApiClient withName(String other) {
        return new ApiClient(other, models, strategies, defaultStrategy, modelControl, perRequest, limits);
    }

    private static boolean matches(List<String> patterns, String name) {
        for (String pattern : patterns) {
            if (ModelPattern.matches(pattern, name)) {
                return true;
            }
        }
        return false;
    }
}
