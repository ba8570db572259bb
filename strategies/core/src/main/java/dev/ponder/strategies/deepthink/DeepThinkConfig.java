package dev.ponder.strategies.deepthink;

import java.util.Optional;
import java.util.OptionalInt;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of deep think. */
@ConfigMapping(prefix = "ponder.strategies.deepthink")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface DeepThinkConfig extends StrategySettings {

    /** Number of answers that follow the plan, 1 to 64. With 1, nothing is compared. */
    @WithDefault("3")
    @Parameter(min = 1, max = 64, flat = "deepthink_samples")
    int samples();

    /** Temperature of the answers, 0 to 2. A {@code temperature} in the request has precedence over this setting. */
    @WithDefault("0.7")
    @Parameter(min = 0, max = 2, flat = "deepthink_temperature")
    double temperature();

    /**
     * Share of the answers that must agree for the majority to be returned, 0 to 1. Below it, {@code fallback} decides.
     * With 1, a single dissenting answer is enough for that; with 0, the most frequent answer is always returned.
     */
    @WithDefault("0.7")
    @Parameter(min = 0, max = 1, flat = "confidence_threshold")
    double confidenceThreshold();

    /** Whether a plan is made before the answers are written. Costs one call, in sequence with the others. */
    @WithDefault("true")
    @Parameter(flat = "enable_self_discover")
    boolean selfDiscover();

    /** Maximum number of ways of thinking that the plan combines, 3 to 15. */
    @WithDefault("7")
    @Parameter(min = 3, max = 15, flat = "reasoning_modules_limit")
    int reasoningModulesLimit();

    /** Maximum number of tokens of the plan, including reasoning, 64 to 131072. Without a value, the limit of the upstream. */
    @Parameter(min = 64, max = 131072, flat = "deepthink_plan_max_tokens")
    OptionalInt planMaxTokens();

    /** What decides when too few answers agree. */
    @WithDefault("judge")
    @Parameter(flat = "deepthink_fallback")
    Fallback fallback();

    /** Number of times that the judge ranks the answers, 1 to 16. An even number cancels the position bias of the judge. */
    @WithDefault("2")
    @Parameter(min = 1, max = 16, flat = "deepthink_judge_votes")
    int judgeVotes();

    /** Model of the judge. Without a value, the model of the request. */
    @Parameter(flat = "deepthink_judge_model")
    Optional<String> judgeModel();

    /** What decides when too few answers agree: the value of a setting. */
    enum Fallback {

        /** A judge ranks one answer of each class of equal answers. */
        JUDGE,
        /** One more answer, at temperature 0, is returned. */
        GREEDY
    }
}
