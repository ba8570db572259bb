package dev.ponder.strategies.mars;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of multi-agent reasoning. */
@ConfigMapping(prefix = "ponder.strategies.mars")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface MarsConfig extends StrategySettings {

    /**
     * Defaults of the settings without a value. {@code standard}: a population of 6, 2 loops, 2 verifications, 1 iteration, 40
     * calls. {@code light}: 3 agents, no aggregation, 1 verification, 1 iteration, 20 calls. {@code proof}: as standard, with 3
     * verifications that accept no gap, 3 iterations and 100 calls.
     */
    @WithDefault("standard")
    @Parameter(flat = "mars_preset")
    Preset preset();

    /** Number of agents that solve the task if there is no aggregation, 1 to 16. Without a value, 3. */
    @Parameter(min = 1, max = 16, flat = "mars_config.num_agents")
    OptionalInt numAgents();

    /** Whether solutions are aggregated. */
    @WithDefault("true")
    @Parameter(flat = "mars_config.enable_aggregation")
    boolean enableAggregation();

    /** Number of solutions in each population, 2 to 32. Without a value, that of the preset. */
    @Parameter(min = 2, max = 32, flat = "mars_config.population_size")
    OptionalInt populationSize();

    /** Number of solutions that one aggregation reads, 1 to 8. */
    @WithDefault("3")
    @Parameter(min = 1, max = 8, flat = "mars_config.aggregation_size")
    int aggregationSize();

    /**
     * Maximum number of aggregation loops, 0 to 10. Aggregation ends early when all solutions give the same answer. Without a
     * value, that of the preset.
     */
    @Parameter(min = 0, max = 10, flat = "mars_config.aggregation_loops")
    OptionalInt aggregationLoops();

    /** Number of verifications that a solution has to pass, 1 to 8. Without a value, that of the preset. */
    @Parameter(min = 1, max = 8, flat = "mars_config.verification_passes_required")
    OptionalInt verificationPasses();

    /**
     * Maximum number of times that solutions which failed their verification are improved and verified again, 0 to 5. Each costs
     * two calls in sequence. Without a value, that of the preset.
     */
    @Parameter(min = 0, max = 5, flat = "mars_config.max_iterations")
    OptionalInt maxIterations();

    /** Whether one call extracts strategies from all solutions, which later agents see. Costs one call, in sequence. */
    @WithDefault("false")
    @Parameter(flat = "mars_config.enable_strategy_network")
    boolean strategyNetwork();

    /**
     * Maximum number of upstream calls, 3 to 1000. Stages that come too late make fewer calls; the answer is always written.
     * Without a value, that of the preset.
     */
    @Parameter(min = 3, max = 1000, flat = "mars_max_calls")
    OptionalInt maxCalls();

    /** Models of the agents, separated by commas; the agents take turns. Without a value, the model of the request. */
    @Parameter(flat = "mars_models")
    Optional<List<String>> models();

    /** Experts that the agents act as, separated by commas, such as "an algebraist"; the agents take turns. */
    @Parameter(flat = "mars_personas")
    Optional<List<String>> personas();

    /** Model that verifies solutions. Without a value, the model of the request. */
    @Parameter(flat = "mars_verifier_model")
    Optional<String> verifierModel();

    /** Temperature of the agents, 0 to 2. */
    @WithDefault("1.0")
    @Parameter(min = 0, max = 2, flat = "mars_temperature")
    double temperature();

    /** Maximum number of tokens of one solution or verification, 64 to 131072. Without a value, the limit of the upstream. */
    @Parameter(min = 64, max = 131072, flat = "mars_config.max_tokens")
    OptionalInt agentMaxTokens();

    /**
     * Maximum number of characters of one solution in the prompts of later stages, 200 to 1000000. Of a longer solution, they
     * contain the beginning and the end.
     */
    @WithDefault("24000")
    @Parameter(min = 200, max = 1_000_000, flat = "mars_solution_max_chars")
    int solutionMaxChars();

    /** Whether the best solution is returned as the reasoning of the answer. */
    @WithDefault("false")
    @Parameter(flat = "mars_config.use_thinking_tags")
    boolean solutionAsReasoning();

    /** Defaults of the settings without a value: the value of a setting. */
    enum Preset {

        /** Aggregation, verification and improvement within 40 calls. */
        STANDARD,
        /** A few agents without aggregation. */
        LIGHT,
        /** Strict verification and several improvements within 100 calls. */
        PROOF
    }
}
