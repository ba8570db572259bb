package dev.ponder.strategies.re2;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Re-reading. */
@ConfigMapping(prefix = "ponder.strategies.re2")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ReReadingConfig extends StrategySettings {

    /**
     * The longest text that is repeated, in characters; 0 repeats nothing. Of a longer turn, the question at its end
     * is.
     */
    @WithDefault("8000")
    @Parameter(min = 0, max = 1_000_000, flat = "re2_max_chars")
    int maxChars();

    /** Whether the model is also told to think step by step. */
    @WithDefault("false")
    @Parameter(flat = "re2_cot")
    boolean cot();
}
