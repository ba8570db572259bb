package dev.ponder.strategies.rto;

import java.util.OptionalInt;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of round-trip optimization. */
@ConfigMapping(prefix = "ponder.strategies.rto")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface RoundTripOptimizationConfig extends StrategySettings {

    /** Number of programs that are written from the description, 1 to 8. */
    @WithDefault("2")
    @Parameter(min = 1, max = 8, flat = "rto_samples")
    int samples();

    /** Temperature of the first answer, 0 to 2. A {@code temperature} in the request has precedence over this setting. */
    @WithDefault("0.1")
    @Parameter(min = 0, max = 2, flat = "rto_temperature")
    double temperature();

    /** Temperature of the programs that are written from the description, 0 to 2. With 0, they hardly differ. */
    @WithDefault("0.7")
    @Parameter(min = 0, max = 2, flat = "rto_regeneration_temperature")
    double regenerationTemperature();

    /** Whether the description is compared with the request. Costs one call, but no time. */
    @WithDefault("true")
    @Parameter(flat = "rto_review")
    boolean review();

    /**
     * Maximum number of tokens of the description, including reasoning, 64 to 131072. Without a value, the limit of the
     * upstream applies.
     */
    @Parameter(min = 64, max = 131072, flat = "rto_description_max_tokens")
    OptionalInt descriptionMaxTokens();
}
