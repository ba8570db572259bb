package dev.ponder.strategies.leap;

import java.time.Duration;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of principle learning. */
@ConfigMapping(prefix = "ponder.strategies.leap")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface LeapConfig extends StrategySettings {

    /** Number of answers to each example, 1 to 16, among which mistakes are looked for. */
    @WithDefault("3")
    @Parameter(min = 1, max = 16, flat = "leap_samples")
    int samples();

    /** Temperature of the answers to the examples, 0 to 2. */
    @WithDefault("0.7")
    @Parameter(min = 0, max = 2, flat = "leap_temperature")
    double temperature();

    /** Maximum number of examples to learn from, 1 to 16; the first ones of the prompt. */
    @WithDefault("5")
    @Parameter(min = 1, max = 16, flat = "leap_max_examples")
    int maxExamples();

    /** Maximum number of principles in the prompt of the answer, 1 to 32. */
    @WithDefault("8")
    @Parameter(min = 1, max = 32, flat = "leap_max_principles")
    int maxPrinciples();

    /**
     * Which principles are used. {@code high}: the principles of all mistakes are condensed in one more call. {@code low}: the
     * principles of each mistake, as they are.
     */
    @WithDefault("high")
    @Parameter(flat = "leap_level")
    Level level();

    /** Whether principles are derived from likely mistakes if the model answers all examples right. */
    @WithDefault("true")
    @Parameter(flat = "leap_induce")
    boolean induce();

    /**
     * How long principles are used for further requests of the same client with the same examples, model and parameters, up to
     * one day; in requests, in milliseconds. With 0, they are not kept. A request with a {@code seed} never uses kept
     * principles.
     */
    @WithDefault("PT1H")
    @Parameter(min = 0, max = 86_400_000, flat = "leap_cache_ttl")
    Duration cacheTtl();

    /** Maximum number of prompts for which principles are kept, for all clients together. The least recently used is dropped. */
    @WithDefault("1000")
    int cacheSize();

    /**
     * Maximum number of tokens of one call before the answer, including reasoning, 64 to 131072. The answer has the limit of
     * the client.
     */
    @WithDefault("8192")
    @Parameter(min = 64, max = 131072, flat = "leap_stage_max_tokens")
    int stageMaxTokens();

    /** Kinds of principles. */
    enum Level {
        /** The principles of each mistake. */
        LOW,
        /** A few principles, condensed from those of all mistakes. */
        HIGH
    }
}
