package dev.ponder.support.strategies;

import java.util.OptionalDouble;

import dev.ponder.api.Parameter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings with one parameter of each type. */
@ConfigMapping(prefix = "ponder.strategies." + FirstOfN.ID)
public interface FirstOfNConfig {

    @Parameter(min = 1, max = 9, flat = "first_of_n_candidates")
    @WithDefault("2")
    int candidates();

    @Parameter(min = 0, max = 1)
    OptionalDouble doubt();

    @Parameter
    @WithDefault("first")
    Preference choice();

    @Parameter
    @WithDefault("false")
    boolean aloud();

    enum Preference {
        FIRST, LAST_BUT_ONE
    }
}
