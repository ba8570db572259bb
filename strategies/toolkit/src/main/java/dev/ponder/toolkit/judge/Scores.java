package dev.ponder.toolkit.judge;

import java.util.Map;

/**
 * One verdict: points for candidates, by their index. A candidate that is missing was not judged, which is not the same
 * as being judged bad.
 */
public record Scores(Map<Integer, Double> points) {

    /** A verdict that could not be had or not be read. */
    public static final Scores ABSTENTION = new Scores(Map.of());

    public Scores {
        points = Map.copyOf(points);
    }
}
