package dev.ponder.support.strategies;

import java.util.OptionalDouble;

import dev.ponder.api.Parameter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the picker: one parameter of each kind that a client can get wrong. */
@ConfigMapping(prefix = "ponder.strategies." + FirstOfN.ID)
public interface FirstOfNConfig {

    @Parameter(min = 1, max = 9, flat = "picker_candidates")
    @WithDefault("2")
    int candidates();

    @Parameter(min = 0, max = 1)
    OptionalDouble doubt();

    @Parameter
    @WithDefault("first")
    Choice choice();

    @Parameter
    @WithDefault("false")
    boolean aloud();

    enum Choice {
        FIRST, LAST_BUT_ONE
    }
}
