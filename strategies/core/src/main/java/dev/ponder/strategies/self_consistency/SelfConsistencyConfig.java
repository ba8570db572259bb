package dev.ponder.strategies.self_consistency;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of self-consistency. */
@ConfigMapping(prefix = "ponder.strategies.self_consistency")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface SelfConsistencyConfig extends StrategySettings {

    /** Maximum number of candidates, 1 to 64. */
    @WithDefault("5")
    @Parameter(min = 1, max = 64, flat = {"sc_samples", "num_samples"})
    int samples();

    /** Temperature of the candidates, 0 to 2. A {@code temperature} in the request has precedence over this setting. */
    @WithDefault("0.7")
    @Parameter(min = 0, max = 2, flat = "sc_temperature")
    double temperature();

    /**
     * {@code latency}: all candidates are sampled at once, and the remaining ones are cancelled when the vote is
     * decided. {@code cost}: candidates are sampled in waves, until the rule {@code stopping} ends them.
     */
    @WithDefault("latency")
    @Parameter(flat = "sc_mode")
    Mode mode();

    /**
     * In {@code cost} mode: when sampling stops. {@code beta}: the leader is the true majority with the probability
     * {@code threshold}. {@code esc}: all candidates of a wave give the same answer; a {@code wave} of 5 is usual, and a
     * wave of 1 stops nothing.
     */
    @WithDefault("beta")
    @Parameter(flat = "sc_stopping")
    Stopping stopping();

    /** For {@code beta}: probability that the leader is the true majority at which sampling stops, 0.5 to 1. */
    @WithDefault("0.95")
    @Parameter(min = 0.5, max = 1, flat = "sc_threshold")
    double threshold();

    /** In {@code cost} mode: number of candidates per wave, 1 to 64. */
    @WithDefault("3")
    @Parameter(min = 1, max = 64, flat = "sc_wave")
    int wave();

    /**
     * How the answer is chosen if most candidates have no answer that can be compared. {@code usc}: the model chooses
     * the most consistent candidate, in two more calls. {@code medoid}: the candidate that is most similar to the
     * others.
     */
    @WithDefault("usc")
    @Parameter(flat = "sc_fallback")
    Fallback fallback();

    /** Sampling modes. */
    enum Mode {
        /** All candidates at once; the remaining ones are cancelled when the vote is decided. */
        LATENCY,
        /** Wave by wave, until a rule ends them. */
        COST
    }

    /** Rules that end sampling in waves. */
    enum Stopping {
        /** The leader is probably the true majority (Adaptive-Consistency, arXiv:2305.11860). */
        BETA,
        /** All candidates of a wave agree (Early-Stopping Self-Consistency, arXiv:2401.10480). */
        ESC
    }

    /** Ways to choose an answer without a vote. */
    enum Fallback {
        /**
         * A model chooses the most consistent candidate (Universal Self-Consistency, arXiv:2311.17311), in two more
         * calls.
         */
        USC,
        /** The candidate whose text is most similar to the others. */
        MEDOID
    }
}
