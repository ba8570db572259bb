package dev.ponder.strategies.re2;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of re-reading. */
@ConfigMapping(prefix = "ponder.strategies.re2")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ReReadingConfig extends StrategySettings {

    /**
     * Maximum length of the text that is repeated, in characters, 0 to 1000000. Of a longer message, only the question
     * at its end is repeated. 0: nothing is repeated.
     */
    @WithDefault("8000")
    @Parameter(min = 0, max = 1_000_000, flat = "re2_max_chars")
    int maxChars();

    /** Whether the prompt also asks the model to think step by step. */
    @WithDefault("false")
    @Parameter(flat = "re2_cot")
    boolean cot();
}
