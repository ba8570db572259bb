package dev.ponder.strategies.moa;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of mixture of agents. */
@ConfigMapping(prefix = "ponder.strategies.moa")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface MixtureOfAgentsConfig extends StrategySettings {

    /** Number of drafts that one model writes, 2 to 16. Ignored if {@code proposers} names several models. */
    @WithDefault("3")
    @Parameter(min = 2, max = 16, flat = "moa_agents")
    int agents();

    /**
     * Models that write the drafts, separated by commas. Several models write one draft each; a single model writes
     * {@code agents} drafts. Without a value, the model of the request.
     */
    @Parameter(flat = "moa_proposers")
    Optional<List<String>> proposers();

    /** Number of layers, 1 to 5. In each further layer the models see the drafts of the layer before. */
    @WithDefault("1")
    @Parameter(min = 1, max = 5, flat = "moa_layers")
    int layers();

    /** Whether the drafts are criticised before the answer is written. Costs one call, in sequence with the others. */
    @WithDefault("true")
    @Parameter(flat = "moa_critique")
    boolean critique();

    /** Model that criticises the drafts and writes the answer. Without a value, the model of the request. */
    @Parameter(flat = "moa_aggregator_model")
    Optional<String> aggregatorModel();

    /**
     * Temperature of the drafts, 0 to 2. Without a value, 1.0 for drafts of one model and 0.7 for drafts of several
     * models.
     */
    @Parameter(min = 0, max = 2, flat = "moa_temperature")
    OptionalDouble temperature();

    /** Maximum number of tokens of one draft, 64 to 131072. Without a value, the limit of the upstream applies. */
    @Parameter(min = 64, max = 131072, flat = "moa_draft_max_tokens")
    OptionalInt draftMaxTokens();

    /**
     * Maximum number of characters of one draft in the prompts of the critique and the answer, 200 to 1000000. Of a
     * longer draft, they contain the beginning and the end. Lower it for models with a small context window.
     */
    @WithDefault("16000")
    @Parameter(min = 200, max = 1_000_000, flat = "moa_draft_max_chars")
    int draftMaxChars();

    /** Maximum number of tokens of the critique, 64 to 131072. A truncated critique is still used. */
    @WithDefault("2048")
    @Parameter(min = 64, max = 131072, flat = "moa_critique_max_tokens")
    int critiqueMaxTokens();
}
