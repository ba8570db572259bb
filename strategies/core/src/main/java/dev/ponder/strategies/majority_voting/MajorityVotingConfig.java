package dev.ponder.strategies.majority_voting;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Majority voting. */
@ConfigMapping(prefix = "ponder.strategies.majority_voting")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface MajorityVotingConfig extends StrategySettings {

    /** Answers that vote. */
    @WithDefault("8")
    @Parameter(min = 1, max = 64, flat = "k")
    int k();

    /** Temperature of the samples, unless the client chose one. */
    @WithDefault("0.6")
    @Parameter(min = 0, max = 2)
    double temperature();
}
