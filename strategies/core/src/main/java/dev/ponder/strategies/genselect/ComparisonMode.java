package dev.ponder.strategies.genselect;

/** How many candidates one comparison shows: the value of a setting. */
public enum ComparisonMode {

    /** All of up to 8 candidates; groups of more. */
    AUTO,
    /** All candidates. */
    BATCH,
    /** Groups of up to 4 candidates; the winners of a round meet in the next. */
    TOURNAMENT
}
