package dev.ponder.strategies.proxy;

import java.util.Optional;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the strategy. */
@ConfigMapping(prefix = "ponder.strategies.proxy")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface BalancedCallConfig extends StrategySettings {

    /** The strategy whose calls are balanced, such as {@code moa}. Without a value, a plain call answers. */
    @Parameter(flat = {"wrapped_approach", "proxy_wrap", "wrap"})
    Optional<String> wrap();

    /** Maximum number of calls of the strategy in {@code wrap}, 1 to 128. A request for a strategy that may need more is rejected. */
    @WithDefault("32")
    @Parameter(min = 1, max = 128)
    int maxCalls();
}
