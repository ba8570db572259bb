package dev.ponder.runtime.strategy;

import java.util.Optional;

import jakarta.inject.Singleton;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.reload.ReloadableSettings;

/**
 * Decides whether a stream may be emulated: by the strategy's setting, else by the server's. A request can disable
 * emulation for itself; it can enable it only if the operator allows that.
 */
@Singleton
public class EmulationPolicy implements ReloadableSettings {

    private volatile PonderConfig config;

    public EmulationPolicy(PonderConfig config) {
        this.config = config;
    }

    @Override
    public void use(PonderConfig changed) {
        config = changed;
    }

    /** Whether the operator allows an emulated stream of a strategy. */
    public boolean allowed(String strategy) {
        PonderConfig current = config;
        return Optional.ofNullable(current.strategies().get(strategy))
                .flatMap(settings -> settings.streaming().emulation())
                .orElse(current.streaming().emulation().enabled());
    }

    /**
     * Throws {@code streaming_unsupported} if a branch ends with a strategy that can only emulate a stream, and emulation is
     * disabled.
     */
    public void check(StrategyExpression expression, Optional<Boolean> requested) {
        PonderConfig current = config;
        expression.branches().stream()
                .filter(branch -> branch.streaming() == StreamingMode.EMULATED)
                .map(branch -> branch.strategies().get(branch.strategies().size() - 1).id())
                .forEach(strategy -> check(current, strategy, requested));
    }

    private static void check(PonderConfig config, String strategy, Optional<Boolean> requested) {
        Optional<Boolean> ofStrategy = Optional.ofNullable(config.strategies().get(strategy))
                .flatMap(settings -> settings.streaming().emulation());
        boolean byOperator = ofStrategy.orElse(config.streaming().emulation().enabled());
        boolean override = config.streaming().emulation().clientOverride();
        if (requested.filter(wanted -> !wanted || override).orElse(byOperator)) {
            return;
        }
        String setting = requested.filter(wanted -> !wanted).isPresent()
                ? "ponder.stream_emulation in the request"
                : ofStrategy.isPresent()
                        ? "ponder.strategies." + strategy + ".streaming.emulation"
                        : "ponder.streaming.emulation.enabled";
        throw RequestException.streamingUnsupported("stream: strategy '" + strategy
                + "' chooses among complete answers and can only emulate a stream, which " + setting
                + "=false disables (expected stream=false, or emulation enabled)");
    }
}
