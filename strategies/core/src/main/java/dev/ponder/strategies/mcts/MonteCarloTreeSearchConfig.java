package dev.ponder.strategies.mcts;

import java.util.Optional;
import java.util.OptionalInt;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import dev.ponder.toolkit.search.ValueBackup;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of Monte Carlo tree search. */
@ConfigMapping(prefix = "ponder.strategies.mcts")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface MonteCarloTreeSearchConfig extends StrategySettings {

    /** Number of answers with which the search begins, 1 to 16. */
    @WithDefault("3")
    @Parameter(min = 1, max = 16, flat = "mcts_width")
    int width();

    /** Maximum number of simulations after them, 0 to 64. Each adds one answer, refined or new, and grades it. */
    @WithDefault("4")
    @Parameter(min = 0, max = 64, flat = "mcts_simulations")
    int simulations();

    /**
     * Maximum number of simulations at the same time, 1 to 16. Those that run together do not see each other's grades; each
     * further wave of them takes two more calls in sequence.
     */
    @WithDefault("4")
    @Parameter(min = 1, max = 16, flat = "mcts_parallel")
    int parallel();

    /**
     * Maximum depth of the tree, 1 to 8: an answer is at depth 1, its refined answer at depth 2. With 1, no answer is
     * refined.
     */
    @WithDefault("2")
    @Parameter(min = 1, max = 8, flat = "mcts_depth")
    int depth();

    /** Weight of exploration in the upper confidence bound, 0 to 10, where grades are from 0 to 1. */
    @WithDefault("0.2")
    @Parameter(min = 0, max = 10, flat = "mcts_exploration")
    double exploration();

    /**
     * How grades are backed up in the tree. {@code self_refine}: the mean of an answer's own grade and its best refined
     * answer's value. {@code mean}: the mean grade of the answer and all refined ones. {@code max}: the best of these.
     */
    @WithDefault("self_refine")
    @Parameter(flat = "mcts_backup")
    ValueBackup backup();

    /** Temperature of the answers, 0 to 2. A {@code temperature} in the request has precedence over this setting. */
    @WithDefault("1.0")
    @Parameter(min = 0, max = 2, flat = "mcts_temperature")
    double temperature();

    /** Number of times that the judge grades each answer, 1 to 8. The mean grade counts. */
    @WithDefault("1")
    @Parameter(min = 1, max = 8, flat = "mcts_judge_votes")
    int judgeVotes();

    /** Model of the judge. Without a value, the model of the request. */
    @Parameter(flat = "mcts_judge_model")
    Optional<String> judgeModel();

    /** Maximum number of tokens of one verdict, including reasoning, 64 to 131072. Without a value, the limit of the upstream. */
    @Parameter(min = 64, max = 131072, flat = "mcts_judge_max_tokens")
    OptionalInt judgeMaxTokens();

    /**
     * Whether the judge compares the two best answers at the end, in both orders, if their grades are nearly equal. Takes one
     * more call in sequence.
     */
    @WithDefault("false")
    @Parameter(flat = "mcts_compare")
    boolean compare();
}
