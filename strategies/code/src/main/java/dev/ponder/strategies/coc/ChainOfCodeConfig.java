package dev.ponder.strategies.coc;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of chain of code. */
@ConfigMapping(prefix = "ponder.strategies.coc")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ChainOfCodeConfig extends StrategySettings {

    /** Number of programs that the model writes in parallel, 1 to 9. Their outputs vote. */
    @WithDefault("1")
    @Parameter(min = 1, max = 9, flat = "coc_programs")
    int programs();

    /**
     * Number of times that a program is executed, 1 to 5. After the first time, the model repairs it with the end of its traceback. With
     * 1, nothing is repaired.
     */
    @WithDefault("3")
    @Parameter(min = 1, max = 5, flat = "coc_max_attempts")
    int maxAttempts();

    /**
     * Number of calls for the values of functions that a program calls without defining them, 0 to 16, for each program. With 0, programs
     * are not told that they may call such functions.
     */
    @WithDefault("2")
    @Parameter(min = 0, max = 16, flat = "coc_semantic_calls")
    int semanticCalls();

    /** Whether a model works out the output of a program by hand if no program runs to its end. Costs one call. */
    @WithDefault("true")
    @Parameter(flat = "coc_simulate")
    boolean simulate();

    /** Temperature of the calls that write programs, 0 to 2. Several different programs need a temperature above 0. */
    @WithDefault("0.7")
    @Parameter(min = 0, max = 2, flat = "coc_temperature")
    double temperature();

    /** Maximum number of tokens of one program, including its reasoning, 256 to 131072. */
    @WithDefault("8192")
    @Parameter(min = 256, max = 131072, flat = "coc_max_tokens")
    int maxTokens();
}
