package dev.ponder.strategies.genselect;

import java.util.Optional;
import java.util.OptionalInt;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of generative selection. */
@ConfigMapping(prefix = "ponder.strategies.genselect")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface GenSelectConfig extends StrategySettings {

    /** Number of candidates, 2 to 64. */
    @WithDefault("4")
    @Parameter(min = 2, max = 64, flat = "num_candidates")
    int numCandidates();

    /** Temperature of the candidates, 0 to 2. A {@code temperature} in the request has precedence over this setting. */
    @WithDefault("0.7")
    @Parameter(min = 0, max = 2, flat = "genselect_temperature")
    double temperature();

    /**
     * How often the same candidates are compared, 1 to 16. All comparisons are made in parallel, each on another order
     * of the candidates; every second order is the reverse of the one before.
     */
    @WithDefault("3")
    @Parameter(min = 1, max = 16, flat = "genselect_comparisons")
    int comparisons();

    /** Temperature of the comparisons, 0 to 2. */
    @WithDefault("0.3")
    @Parameter(min = 0, max = 2, flat = "comparison_temperature")
    double comparisonTemperature();

    /**
     * How many candidates one comparison shows. {@code auto}: all of up to 8, groups of more. {@code batch}: all.
     * {@code tournament}: groups of up to 4, whose winners meet in the next round.
     */
    @WithDefault("auto")
    @Parameter(flat = "comparison_mode")
    ComparisonMode comparisonMode();

    /** Model that compares the candidates. Without a value, the model of the request. */
    @Parameter(flat = "comparison_model")
    Optional<String> comparisonModel();

    /**
     * Maximum number of tokens of one comparison, including reasoning, 64 to 131072. A truncated comparison counts as
     * an abstention. Without a value, the limit of the upstream applies.
     */
    @Parameter(min = 64, max = 131072, flat = "comparison_max_tokens")
    OptionalInt comparisonMaxTokens();

    /**
     * Maximum number of characters of one candidate in a comparison, 200 to 1000000. Of a longer candidate, it shows
     * the beginning and the end. Lower it for models with a small context window.
     */
    @WithDefault("16000")
    @Parameter(min = 200, max = 1_000_000, flat = "genselect_candidate_max_chars")
    int candidateMaxChars();

    /** Whether the reasoning of the selecting comparison is added to the reasoning of the answer. */
    @WithDefault("false")
    @Parameter(flat = "genselect_include_reasoning")
    boolean includeReasoning();

    /**
     * Whether a last call writes the answer from the best candidates when most comparisons find no candidate right.
     * Costs one call, in sequence with the others.
     */
    @WithDefault("false")
    @Parameter(flat = "genselect_refine")
    boolean refine();
}
