package dev.ponder.strategies.bon;

import java.util.Optional;
import java.util.OptionalInt;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import dev.ponder.toolkit.judge.JudgeMode;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Best of N. */
@ConfigMapping(prefix = "ponder.strategies.bon")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface BestOfNConfig extends StrategySettings {

    /** How many answers are drawn, 1 to 64. With 1 there is nothing to judge. */
    @WithDefault("3")
    @Parameter(min = 1, max = 64, flat = "best_of_n")
    int samples();

    /** The temperature of the answers, 0 to 2. One that the request sets for its answer beats this default. */
    @WithDefault("1.0")
    @Parameter(min = 0, max = 2, flat = "bon_temperature")
    double temperature();

    /**
     * How the best is found: {@code listwise} (one prompt ranks all), {@code pairwise} (duels, each in both orders),
     * {@code absolute} (a grade for each) or {@code logprob} (no call: how sure the model was of its own words).
     */
    @WithDefault("listwise")
    @Parameter(flat = "bon_judge")
    JudgeMode judge();

    /**
     * How many times a listwise judge ranks all, or an absolute one grades each, 1 to 16. An even number cancels a
     * judge's liking for the first or the last place; duels need no votes, as each is fought in both orders.
     */
    @WithDefault("2")
    @Parameter(min = 1, max = 16, flat = "bon_judge_votes")
    int judgeVotes();

    /** The model that judges. Without a value, the one that answers. */
    @Parameter(flat = "bon_judge_model")
    Optional<String> judgeModel();

    /**
     * The most tokens of one verdict, its reasoning included, 64 to 131072. A verdict that is cut off counts as an
     * abstention. Without a value, the upstream's own limit.
     */
    @Parameter(min = 64, max = 131072, flat = "bon_judge_max_tokens")
    OptionalInt judgeMaxTokens();
}
