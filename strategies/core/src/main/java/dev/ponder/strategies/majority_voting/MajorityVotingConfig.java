package dev.ponder.strategies.majority_voting;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of majority voting. */
@ConfigMapping(prefix = "ponder.strategies.majority_voting")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface MajorityVotingConfig extends StrategySettings {

    /** Number of candidates that vote, 1 to 64. */
    @WithDefault("8")
    @Parameter(min = 1, max = 64, flat = "k")
    int k();

    /** Temperature of the candidates, 0 to 2. A {@code temperature} in the request has precedence over this setting. */
    @WithDefault("0.6")
    @Parameter(min = 0, max = 2)
    double temperature();
}
