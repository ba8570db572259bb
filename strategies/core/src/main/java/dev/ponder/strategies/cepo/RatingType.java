package dev.ponder.strategies.cepo;

import java.util.Optional;

import dev.ponder.toolkit.judge.Judge;
import dev.ponder.toolkit.judge.JudgeMode;

/** How the best of several solutions is found: the value of a setting. */
public enum RatingType {

    /** The answer of most solutions if they agree on a value, else as {@link #PAIRWISE}. */
    AUTO,
    /** The answer of most solutions, without a judge. */
    MAJORITY,
    /** A judge grades each solution. */
    ABSOLUTE,
    /** A judge compares two solutions at a time, in both orders. */
    PAIRWISE;

    /** The judge; empty for a vote. */
    Optional<Judge> judge() {
        return switch (this) {
            case MAJORITY -> Optional.empty();
            case ABSOLUTE -> Optional.of(Judge.of(JudgeMode.ABSOLUTE));
            case AUTO, PAIRWISE -> Optional.of(Judge.of(JudgeMode.PAIRWISE));
        };
    }
}
