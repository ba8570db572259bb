package dev.ponder.strategies.rstar;

import java.util.Optional;
import java.util.OptionalInt;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of rStar. */
@ConfigMapping(prefix = "ponder.strategies.rstar")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface MutualReasoningConfig extends StrategySettings {

    /** Number of rollouts, 1 to 32. Each leads to one trajectory. */
    @WithDefault("5")
    @Parameter(min = 1, max = 32, flat = "rstar_num_rollouts")
    int numRollouts();

    /** Maximum number of reasoning actions before the answer in a trajectory, 1 to 8. Each takes a call in sequence. */
    @WithDefault("3")
    @Parameter(min = 1, max = 8, flat = "rstar_max_depth")
    int maxDepth();

    /** Weight of exploration in the upper confidence bound, 0 to 10, where rewards are from 0 to 1. */
    @WithDefault("1.4")
    @Parameter(min = 0, max = 10, flat = "rstar_c")
    double c();

    /**
     * Maximum number of rollouts at the same time, 1 to 8. More of them take further waves, which see the rewards of the earlier
     * ones.
     */
    @WithDefault("8")
    @Parameter(min = 1, max = 8, flat = "rstar_parallel")
    int parallel();

    /** Number of answers that are sampled at the end of each trajectory, 1 to 16. Their agreement is the reward. */
    @WithDefault("3")
    @Parameter(min = 1, max = 16, flat = "rstar_votes")
    int votes();

    /**
     * Number of completions by which the discriminator checks a trajectory, 0 to 8. Each begins with another part of it. With
     * 0, nothing is checked.
     */
    @WithDefault("2")
    @Parameter(min = 0, max = 8, flat = "rstar_masks")
    int masks();

    /** Model of the discriminator; another model than that of the request finds more errors. Without a value, the model of the request. */
    @Parameter(flat = "rstar_discriminator_model")
    Optional<String> discriminatorModel();

    /** Temperature of the reasoning and of the discriminator, 0 to 2. */
    @WithDefault("0.8")
    @Parameter(min = 0, max = 2, flat = "rstar_temperature")
    double temperature();

    /** Maximum number of tokens of one reasoning action or completion, 64 to 131072. Without a value, the limit of the upstream. */
    @Parameter(min = 64, max = 131072, flat = "rstar_step_max_tokens")
    OptionalInt stepMaxTokens();

    /**
     * Whether a last call writes the answer from the chosen trajectory, in the client's form. Without it, the text of the trajectory
     * is the answer, unless the request has tools or a response format.
     */
    @WithDefault("true")
    @Parameter(flat = "rstar_writeup")
    boolean writeup();
}
