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

/** Mixture of agents. */
@ConfigMapping(prefix = "ponder.strategies.moa")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface MixtureOfAgentsConfig extends StrategySettings {

    /** How many drafts one model writes, 2 to 16. Of no meaning when several proposers are named. */
    @WithDefault("3")
    @Parameter(min = 2, max = 16, flat = "moa_agents")
    int agents();

    /**
     * The models that write the drafts. Several write one each; a single one writes as many as there are agents.
     * Without a value, the request's own model.
     */
    @Parameter(flat = "moa_proposers")
    Optional<List<String>> proposers();

    /** How often drafts are written, 1 to 5; from the second time on with the drafts of the time before at hand. */
    @WithDefault("1")
    @Parameter(min = 1, max = 5, flat = "moa_layers")
    int layers();

    /** Whether a critic compares the drafts before the answer is written: one more call, and one more latency. */
    @WithDefault("true")
    @Parameter(flat = "moa_critique")
    boolean critique();

    /** The model that criticises the drafts and writes the answer. Without a value, the request's own. */
    @Parameter(flat = "moa_aggregator_model")
    Optional<String> aggregatorModel();

    /** The temperature of the drafts, 0 to 2. Without a value, 1.0 for samples of one model, 0.7 for several models. */
    @Parameter(min = 0, max = 2, flat = "moa_temperature")
    OptionalDouble temperature();

    /** The most tokens of one draft, 64 to 131072. Without a value, the upstream's own limit. */
    @Parameter(min = 64, max = 131072, flat = "moa_draft_max_tokens")
    OptionalInt draftMaxTokens();

    /**
     * The most characters that the critic and the aggregator see of one draft, 200 to 1000000; of a longer one, the
     * head and the tail. Lower it for models with a small context.
     */
    @WithDefault("16000")
    @Parameter(min = 200, max = 1_000_000, flat = "moa_draft_max_chars")
    int draftMaxChars();

    /** The most tokens of the critique, 64 to 131072. One that is cut off is used as far as it goes. */
    @WithDefault("2048")
    @Parameter(min = 64, max = 131072, flat = "moa_critique_max_tokens")
    int critiqueMaxTokens();
}
