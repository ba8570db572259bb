package dev.ponder.strategies.self_consistency;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Self-consistency. */
@ConfigMapping(prefix = "ponder.strategies.self_consistency")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface SelfConsistencyConfig extends StrategySettings {

    /** Answers that are sampled at the most. */
    @WithDefault("5")
    @Parameter(min = 1, max = 64, flat = {"sc_samples", "num_samples"})
    int samples();

    /** Temperature of the samples, unless the client chose one. */
    @WithDefault("0.7")
    @Parameter(min = 0, max = 2, flat = "sc_temperature")
    double temperature();

    /** What is spared: time or calls. */
    @WithDefault("latency")
    @Parameter(flat = "sc_mode")
    Mode mode();

    /** In cost mode: how probable the leader must be the true majority before it stops. */
    @WithDefault("0.95")
    @Parameter(min = 0.5, max = 1, flat = "sc_threshold")
    double threshold();

    /** In cost mode: samples at a time. */
    @WithDefault("3")
    @Parameter(min = 1, max = 64, flat = "sc_wave")
    int wave();

    /** What decides when most samples come to no answer that could be counted. */
    @WithDefault("usc")
    @Parameter(flat = "sc_fallback")
    Fallback fallback();

    /** What is spared. */
    enum Mode {
        /** Time: all samples at once, the rest cancelled when the vote is decided. */
        LATENCY,
        /** Calls: wave by wave, until the leader is probably the majority. */
        COST
    }

    /** Deciding without votes. */
    enum Fallback {
        /** A model names the most consistent sample (Universal Self-Consistency, arXiv 2311.17311): two more calls. */
        USC,
        /** The most typical text. */
        MEDOID
    }
}
