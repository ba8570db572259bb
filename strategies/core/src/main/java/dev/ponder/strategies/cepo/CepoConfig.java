package dev.ponder.strategies.cepo;

import java.util.Optional;
import java.util.OptionalInt;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of CePO. */
@ConfigMapping(prefix = "ponder.strategies.cepo")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface CepoConfig extends StrategySettings {

    /** Number of solutions among which the best is chosen, 1 to 16. With 1, nothing is rated. */
    @WithDefault("3")
    @Parameter(min = 1, max = 16, flat = "cepo_bestofn_n")
    int bestofnN();

    /** Temperature of the judge that rates solutions, 0 to 2. */
    @WithDefault("0.1")
    @Parameter(min = 0, max = 2, flat = "cepo_bestofn_temperature")
    double bestofnTemperature();

    /** Maximum number of tokens of one rating, 64 to 131072. Without a value, the limit of the upstream applies. */
    @Parameter(min = 64, max = 131072, flat = "cepo_bestofn_max_tokens")
    OptionalInt bestofnMaxTokens();

    /**
     * How the best solution is found. {@code auto}: the answer of most solutions if it is a value, else the way of
     * {@code pairwise}. {@code majority}: the answer of most solutions, without a judge. {@code absolute}: a judge grades
     * each solution. {@code pairwise}: a judge compares two solutions at a time, in both orders.
     */
    @WithDefault("auto")
    @Parameter(flat = "cepo_bestofn_rating_type")
    RatingType bestofnRatingType();

    /** Model that rates solutions. Without a value, the model of the request. */
    @Parameter(flat = "cepo_rating_model")
    Optional<String> ratingModel();

    /**
     * Whether the answer is written from each solution and the answers are rated, instead of the solutions. Costs a
     * call for each solution, and the answer is not streamed while it is generated.
     */
    @WithDefault("false")
    @Parameter(flat = "cepo_rate_final")
    boolean rateFinal();

    /** Number of proposals, each a plan that is carried out, from which one solution is made, 1 to 16. */
    @WithDefault("3")
    @Parameter(min = 1, max = 16, flat = "cepo_planning_n")
    int planningN();

    /**
     * Maximum number of attempts to get the proposals of one solution, 1 to 64. A proposal that fails, is empty or is
     * cut off is replaced by another attempt. A value below {@code planning-n} means {@code planning-n}.
     */
    @WithDefault("5")
    @Parameter(min = 1, max = 64, flat = "cepo_planning_m")
    int planningM();

    /** Temperature of step 1, which writes a plan, 0 to 2. */
    @WithDefault("0.55")
    @Parameter(min = 0, max = 2, flat = "cepo_planning_temperature_step1")
    double planningTemperatureStep1();

    /** Temperature of step 2, which carries a plan out, 0 to 2. */
    @WithDefault("0.25")
    @Parameter(min = 0, max = 2, flat = "cepo_planning_temperature_step2")
    double planningTemperatureStep2();

    /** Temperature of step 3, which compares the proposals and writes a solution, 0 to 2. */
    @WithDefault("0.1")
    @Parameter(min = 0, max = 2, flat = "cepo_planning_temperature_step3")
    double planningTemperatureStep3();

    /**
     * Temperature of step 4, which writes the answer, 0 to 2. If the request sets {@code temperature} and not this
     * parameter, the {@code temperature} applies.
     */
    @WithDefault("0")
    @Parameter(min = 0, max = 2, flat = "cepo_planning_temperature_step4")
    double planningTemperatureStep4();

    /**
     * Temperature of the answer when there is no proposal, 0 to 2. If the request sets {@code temperature} and not this
     * parameter, the {@code temperature} applies.
     */
    @WithDefault("0.1")
    @Parameter(min = 0, max = 2, flat = "cepo_planning_temperature_direct_resp")
    double planningTemperatureDirectResp();

    /**
     * Maximum number of tokens of step 1, 0 to 131072. With 0, no plan is written. Without a value, the limit of the
     * upstream applies.
     */
    @Parameter(min = 0, max = 131072, flat = "cepo_planning_max_tokens_step1")
    OptionalInt planningMaxTokensStep1();

    /** Maximum number of tokens of step 2, 1 to 131072. Without a value, the limit of the upstream applies. */
    @Parameter(min = 1, max = 131072, flat = "cepo_planning_max_tokens_step2")
    OptionalInt planningMaxTokensStep2();

    /** Maximum number of tokens of step 3, 1 to 131072. Without a value, the limit of the upstream applies. */
    @Parameter(min = 1, max = 131072, flat = "cepo_planning_max_tokens_step3")
    OptionalInt planningMaxTokensStep3();

    /**
     * Maximum number of tokens of step 4, 0 to 131072, unless the request limits the answer. With 0, the best solution
     * is the answer. Without a value, the limit of the upstream applies.
     */
    @Parameter(min = 0, max = 131072, flat = "cepo_planning_max_tokens_step4")
    OptionalInt planningMaxTokensStep4();

    /**
     * Maximum number of tokens of the answer when there is no proposal, 1 to 131072, unless the request limits the
     * answer. Without a value, the limit of the upstream applies.
     */
    @Parameter(min = 1, max = 131072, flat = "cepo_planning_max_tokens_direct_resp")
    OptionalInt planningMaxTokensDirectResp();

    /**
     * Maximum number of characters of one plan or proposal in the prompts of later steps, 200 to 1000000. Of a longer
     * text, they contain the beginning and the end. Lower it for models with a small context window.
     */
    @WithDefault("16000")
    @Parameter(min = 200, max = 1_000_000, flat = "cepo_proposal_max_chars")
    int proposalMaxChars();

    /** Whether a call first names an approach for each solution. Costs one call, in sequence with the others. */
    @WithDefault("false")
    @Parameter(flat = "cepo_use_plan_diversity")
    boolean usePlanDiversity();

    /** Value of {@code reasoning_effort} in the steps 1 to 3. Without a value, that of the request, if it has one. */
    @Parameter(flat = "cepo_reasoning_effort")
    Optional<String> reasoningEffort();

    /**
     * Whether the attempts that replace a proposal have a lower {@code reasoning_effort}, because models are cut off
     * when they reason too long: {@code medium} after {@code high}, and {@code low} after that.
     */
    @WithDefault("false")
    @Parameter(flat = "cepo_use_reasoning_fallback")
    boolean useReasoningFallback();

    /** How often step 3 is repeated for a solution if it fails, is empty or is cut off, 0 to 8. */
    @WithDefault("0")
    @Parameter(min = 0, max = 8, flat = "cepo_num_of_retries")
    int numOfRetries();

    /** Whether the reasoning of the answer begins with the solution from which the answer is written. */
    @WithDefault("false")
    @Parameter(flat = "cepo_print_output")
    boolean printOutput();
}
