package dev.ponder.strategies.z3;

import java.time.Duration;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of solver-aided reasoning. */
@ConfigMapping(prefix = "ponder.strategies.z3")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface Z3Config extends StrategySettings {

    /**
     * Number of formal statements of the problem that the model writes in parallel, 1 to 9. Their results vote. With 1, the result
     * of the only statement is used.
     */
    @WithDefault("3")
    @Parameter(min = 1, max = 9, flat = "z3_formalisations")
    int formalisations();

    /**
     * Number of times that a statement is executed, 1 to 5. After the first time, the model repairs it with the message of the
     * solver. With 1, nothing is repaired.
     */
    @WithDefault("3")
    @Parameter(min = 1, max = 5, flat = "z3_max_attempts")
    int maxAttempts();

    /**
     * Whether the model also answers without the solver, in parallel with the statements. That answer is returned at once when the
     * solver finds no result, and it is compared with the result of the solver. Costs one call.
     */
    @WithDefault("true")
    @Parameter(flat = "z3_speculate")
    boolean speculate();

    /** Temperature of the statements, 0 to 2. Different statements need a temperature above 0. */
    @WithDefault("0.7")
    @Parameter(min = 0, max = 2, flat = "z3_temperature")
    double temperature();

    /** Maximum number of tokens of one statement, including its reasoning, 256 to 131072. */
    @WithDefault("8192")
    @Parameter(min = 256, max = 131072, flat = "z3_max_tokens")
    int maxTokens();

    /** Timeout of one execution, 0.5 to 60 seconds. The solver process is killed at this limit. */
    @WithDefault("10S")
    @Parameter(min = 500, max = 60_000, flat = "z3_timeout_ms")
    Duration timeout();

    /** Maximum memory of one execution in megabytes, 32 to 4096. The process itself needs about 80 megabytes more. */
    @WithDefault("512")
    @Parameter(min = 32, max = 4096, flat = "z3_memory_mb")
    int memoryMb();

    /**
     * Maximum number of solver processes at the same time, for all requests. Other statements wait, for at most the timeout of an
     * execution.
     */
    @WithDefault("2")
    int processes();
}
