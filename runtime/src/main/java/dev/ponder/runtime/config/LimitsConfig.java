package dev.ponder.runtime.config;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigGroup;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;

/** Limits of one request. A request may set lower limits in {@code ponder.budget}, but not higher ones. */
@ConfigGroup
public interface LimitsConfig {

    /** Maximum number of upstream calls of one request. */
    @WithDefault("128")
    @Range(min = 1)
    int maxCalls();

    /** Maximum number of tokens of one request: prompt and completion tokens of all its upstream calls. */
    @WithDefault("2000000")
    @Range(min = 1)
    long maxTokens();

    /** Maximum time of one request, streams included. A request that takes longer fails with 504. */
    @WithDefault("15M")
    @Range(min = 1)
    Duration deadline();

    /** Maximum number of upstream calls that one request makes at the same time. */
    @WithDefault("32")
    @Range(min = 1)
    int maxParallelCalls();

    /**
     * Minimum number of candidates that a sample needs, at least 1. Transient errors of the other candidates do not
     * fail the request. A sample smaller than this needs all its candidates.
     */
    @WithDefault("1")
    @Range(min = 1)
    int quorum();

    /** Maximum number of choices ({@code n}) of one request. */
    @WithDefault("16")
    @Range(min = 1)
    int maxChoices();

    /**
     * Maximum number of JSON tokens (names, values and brackets) in a request body. Tensor data is not counted. A
     * larger body is rejected with 400.
     */
    @WithDefault("2000000")
    @Range(min = 1)
    long maxBodyTokens();

    /**
     * Maximum depth of nested JSON objects and arrays in a request body, 1 to 1000. A deeper body is rejected with 400.
     * Requests with tensors may always have 1000 levels.
     */
    @WithDefault("1000")
    int maxBodyDepth();

    /** Maximum size of a request body. A larger body is rejected with 413. */
    @WithDefault("64M")
    @Range(min = 1)
    MemorySize maxBodySize();

    /** Longest timeout that a request may set in {@code ponder.timeouts}. */
    @WithDefault("10M")
    Duration maxTimeout();

    /** Lower maximums for parameters of strategies that requests set. The key is {@code "<strategy>.<parameter>"}. */
    @ConfigDocMapKey("strategy.parameter")
    Map<String, Cap> parameters();

    /** Limit of one parameter. */
    @ConfigGroup
    interface Cap {

        /**
         * Highest value that a request may set for this parameter. It only takes effect below the parameter's own
         * maximum.
         */
        OptionalDouble max();
    }
}
