package dev.ponder.strategies.cot_reflection;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of chain of thought with reflection. */
@ConfigMapping(prefix = "ponder.strategies.cot_reflection")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ReflectiveChainOfThoughtConfig extends StrategySettings {

    /** Temperature, 0 to 2, if the request does not set one. */
    @WithDefault("0.6")
    double temperature();

    /** Maximum number of generated tokens, thinking and answer together, if the request does not set one. */
    @WithDefault("4096")
    int maxTokens();

    /** Whether the response contains the thinking as reasoning. The model's own reasoning is always forwarded. */
    @WithDefault("true")
    @Parameter(flat = "cot_stream_reasoning")
    boolean streamReasoning();

    /** Whether the answer is the complete output of the model, including the thinking and all tags. */
    @WithDefault("false")
    @Parameter(flat = {"cot_return_full", "return_full_response"})
    boolean returnFull();

    /** Whether a second call asks for the answer, if the output of the model ends without one. */
    @WithDefault("true")
    @Parameter
    boolean conclude();
}
