package dev.ponder.strategies.cot_reflection;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Chain of thought with reflection. */
@ConfigMapping(prefix = "ponder.strategies.cot_reflection")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ReflectiveChainOfThoughtConfig extends StrategySettings {

    /** Temperature of requests that set none, 0 to 2. */
    @WithDefault("0.6")
    double temperature();

    /** Limit of generated tokens, thinking and answer together, of requests that set none. */
    @WithDefault("4096")
    int maxTokens();

    /** Whether the client sees the thinking, as reasoning; a model's own reasoning is handed on in any case. */
    @WithDefault("true")
    @Parameter(flat = "cot_stream_reasoning")
    boolean streamReasoning();

    /** Whether the client gets the whole reply as the answer, with the thinking and all tags. */
    @WithDefault("false")
    @Parameter(flat = "cot_return_full")
    boolean returnFull();

    /** Whether a second call asks for the answer where the reply ended before it. */
    @WithDefault("true")
    @Parameter
    boolean conclude();
}
