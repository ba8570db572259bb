package dev.ponder.runtime.config;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;

/** What one request may spend. A request may ask for less ({@code ponder.budget}), never for more. */
@ConfigGroup
public interface LimitsConfig {

    /** Upstream calls. */
    @WithDefault("128")
    int maxCalls();

    /** Tokens of all its calls, prompt and completion. */
    @WithDefault("2000000")
    long maxTokens();

    /** Time for the whole request. */
    @WithDefault("15M")
    Duration deadline();

    /** Upstream calls at the same time. */
    @WithDefault("32")
    int maxParallelCalls();

    /** Candidates of a sample that must come back, at least 1; all of them where a sample is smaller. */
    @WithDefault("1")
    int quorum();

    /** Choices ({@code n}) of one request. */
    @WithDefault("16")
    int maxChoices();

    /**
     * Names, values and brackets in the JSON of a request's body; one that holds more gets 400. Tensors are not counted.
     */
    @WithDefault("2000000")
    long maxBodyTokens();

    /** Bytes of a request's body; a larger one gets 413. */
    @WithDefault("64M")
    MemorySize maxBodySize();

    /** The longest limit in time of its calls that a request may ask for ({@code ponder.timeouts}). */
    @WithDefault("10M")
    Duration maxTimeout();

    /** Lower maximums of strategies' parameters than their own. */
    @ConfigDocMapKey("strategy.parameter")
    Map<String, Cap> parameters();

    /** A cap. */
    @ConfigGroup
    interface Cap {

        /** The highest value that a request may set. */
        OptionalDouble max();
    }
}
