package dev.ponder.runtime.strategy;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.security.access.ClientCheck;

/** Checks the strategies in the settings of a client. */
@Singleton
class ClientStrategyCheck implements ClientCheck {

    private final StrategyRegistry registry;
    private final StrategyExpressionParser parser;

    ClientStrategyCheck(StrategyRegistry registry, StrategyExpressionParser parser) {
        this.registry = registry;
        this.parser = parser;
    }

    @Override
    public List<String> faults(ApiClient client, String property) {
        var faults = new ArrayList<String>();
        client.strategies().stream().filter(id -> id.indexOf('*') < 0 && registry.find(id).isEmpty())
                .forEach(id -> faults.add(property + ".strategies: unknown strategy '" + id + "' (expected some of: "
                        + registry.ids() + ")"));
        client.defaultStrategy().ifPresent(text -> {
            String source = property + ".default-strategy";
            try {
                ClientPermissions.check(client, parser.parse(text, source), source);
            } catch (RequestException wrong) {
                faults.add(String.valueOf(wrong.getMessage()));
            }
        });
        return faults;
    }
}
