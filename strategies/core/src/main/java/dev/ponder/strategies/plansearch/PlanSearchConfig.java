package dev.ponder.strategies.plansearch;

import java.util.Optional;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of plan search. */
@ConfigMapping(prefix = "ponder.strategies.plansearch")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface PlanSearchConfig extends StrategySettings {

    /** Number of observations about the problem, 1 to 16. One call writes all of them. */
    @WithDefault("4")
    @Parameter(min = 1, max = 16, flat = "plansearch_observations")
    int observations();

    /**
     * Number of further observations that are derived from each combination of observations, 0 to 8. With 0, plans are made
     * from the combinations alone, which saves one call per plan and one call in sequence.
     */
    @WithDefault("2")
    @Parameter(min = 0, max = 8, flat = "plansearch_derived")
    int derived();

    /** Maximum number of observations in a combination, 1 to 4. */
    @WithDefault("2")
    @Parameter(min = 1, max = 4, flat = "plansearch_max_subset")
    int maxSubset();

    /** Number of plans, 1 to 32, each from another combination of observations while there are enough. */
    @WithDefault("4")
    @Parameter(min = 1, max = 32, flat = "plansearch_plans")
    int plans();

    /**
     * Whether each plan is checked for faults and rewritten. The rewritten plans compete with the first ones. Costs one call
     * per plan, and one call in sequence with the others.
     */
    @WithDefault("false")
    @Parameter(flat = "plansearch_critique")
    boolean critique();

    /**
     * How a plan is chosen. {@code judge}: a judge compares all plans. {@code vote}: the result that most plans state decides,
     * or the most typical plan where plans state no results; no further calls are made.
     */
    @WithDefault("judge")
    @Parameter(flat = "plansearch_select")
    Selection select();

    /** Number of times that the judge compares the plans, 1 to 16. An even number cancels the position bias of the judge. */
    @WithDefault("2")
    @Parameter(min = 1, max = 16, flat = "plansearch_judge_votes")
    int judgeVotes();

    /** Temperature of observations and plans, 0 to 2. The judge and the answer do not use it. */
    @WithDefault("0.9")
    @Parameter(min = 0, max = 2, flat = "plansearch_temperature")
    double temperature();

    /** Programming language of programs in the answer, if the conversation names none. */
    @Parameter(flat = "plansearch_language")
    Optional<String> language();

    /**
     * Maximum number of tokens of one call before the answer, including reasoning, 64 to 131072. The answer has the limit of
     * the client.
     */
    @WithDefault("8192")
    @Parameter(min = 64, max = 131072, flat = "plansearch_stage_max_tokens")
    int stageMaxTokens();

    /**
     * Maximum number of characters of one plan in later prompts, 200 to 1000000. Of a longer plan, they contain the beginning
     * and the end. Lower it for models with a small context window.
     */
    @WithDefault("20000")
    @Parameter(min = 200, max = 1_000_000, flat = "plansearch_plan_max_chars")
    int planMaxChars();

    /** Ways to choose a plan. */
    enum Selection {
        /** A judge compares all plans. */
        JUDGE,
        /** The result that most plans state. */
        VOTE
    }
}
