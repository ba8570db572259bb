package dev.ponder.strategies.pvg;

import java.util.Optional;
import java.util.OptionalInt;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the prover-verifier game. */
@ConfigMapping(prefix = "ponder.strategies.pvg")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface ProverVerifierGameConfig extends StrategySettings {

    /** Maximum number of rounds, 1 to 5. The game ends earlier if the verifier accepts a solution. */
    @WithDefault("2")
    @Parameter(min = 1, max = 5, flat = "pvg_rounds")
    int rounds();

    /** Number of helpful solutions of one round, 1 to 16. */
    @WithDefault("3")
    @Parameter(min = 1, max = 16, flat = "pvg_solutions")
    int solutions();

    /**
     * Number of sneaky solutions of one round, 0 to 8. They are never returned; they show whether the verifier can tell wrong
     * solutions from right ones. With 0, its scores are trusted.
     */
    @WithDefault("1")
    @Parameter(min = 0, max = 8, flat = "pvg_sneaky")
    int sneaky();

    /** Number of times that the verifier checks each solution, 1 to 16. The mean score counts. */
    @WithDefault("2")
    @Parameter(min = 1, max = 16, flat = "pvg_verifier_votes")
    int verifierVotes();

    /** Model of the verifier. Without a value, the model of the request. */
    @Parameter(flat = "pvg_verifier_model")
    Optional<String> verifierModel();

    /**
     * Maximum number of tokens of one reply of the verifier, including reasoning, 64 to 131072. Without a value, the limit of
     * the upstream applies.
     */
    @Parameter(min = 64, max = 131072, flat = "pvg_verifier_max_tokens")
    OptionalInt verifierMaxTokens();

    /** Score from which a solution ends the game, 0 to 10. */
    @WithDefault("9.0")
    @Parameter(min = 0, max = 10, flat = "pvg_accept")
    double accept();

    /** Difference of scores by which helpful solutions must be ahead of sneaky ones, 0 to 10. */
    @WithDefault("1.0")
    @Parameter(min = 0, max = 10, flat = "pvg_margin")
    double margin();

    /**
     * Temperature of the helpful solutions, 0 to 2. A {@code temperature} in the request has precedence over this setting.
     */
    @WithDefault("0.7")
    @Parameter(min = 0, max = 2, flat = "pvg_temperature")
    double temperature();

    /**
     * Whether the chosen solution is rewritten so that it is easy to check. Costs one call. Only a solution whose answer is a
     * value, such as a number or an option, is rewritten; if the answer of the rewritten solution differs, the original is
     * returned.
     */
    @WithDefault("false")
    @Parameter(flat = "pvg_rewrite")
    boolean rewrite();
}
