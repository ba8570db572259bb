package dev.ponder.runtime.strategy;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.security.ApiClient;

/** Checks that a client may use models and strategies. Each check fails with 403. */
public final class ClientPermissions {

    private ClientPermissions() {
    }

    /** Whether a client may use a strategy. */
    public static boolean allow(ApiClient client, StrategyDescriptor strategy) {
        return client.mayUseStrategy(strategy.id(), strategy.optIn());
    }

    /**
     * Checks all strategies of an expression.
     *
     * @param source the header, field or property that names them
     */
    public static void check(ApiClient client, StrategyExpression expression, String source) {
        if (client.anonymous()) {
            return;
        }
        expression.strategies().filter(strategy -> !allow(client, strategy)).findFirst().ifPresent(strategy -> {
            throw RequestException.forbidden(source, source + ": client '" + client.name()
                    + "' may not use strategy '" + strategy.id() + "' (expected one of: "
                    + String.join(", ", client.strategies())
                    + (strategy.optIn() ? ", of which patterns do not allow strategies that are off by default" : "")
                    + "; the operator sets ponder.access.clients.<name>.strategies)");
        });
    }

    /** Checks a model. */
    public static void checkModel(ApiClient client, String model) {
        if (!client.mayUseModel(model)) {
            throw RequestException.forbidden("model", "model: client '" + client.name() + "' may not use model '"
                    + model + "' (expected one of: " + String.join(", ", client.models())
                    + "; the operator sets ponder.access.clients.<name>.models)");
        }
    }
}
