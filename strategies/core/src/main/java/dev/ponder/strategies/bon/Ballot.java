package dev.ponder.strategies.bon;

import java.util.Map;

/**
 * One verdict: points for candidates, by their index. A candidate that is missing was not judged, which is not the same
 * as being judged bad.
 */
record Ballot(Map<Integer, Double> points) {

    /** A verdict that could not be had or not be read. */
    static final Ballot ABSTENTION = new Ballot(Map.of());

    Ballot {
        points = Map.copyOf(points);
    }
}
