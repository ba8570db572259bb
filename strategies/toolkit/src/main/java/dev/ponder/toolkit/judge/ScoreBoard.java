package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.ponder.api.Candidate;

/**
 * What judges said in all. A candidate stands where the mean of its points puts it; one that nobody judged stands in
 * the middle, behind its equals. The order in which ballots come in makes no difference. Not thread-safe.
 */
public final class ScoreBoard {

    /** Means of the same points must come out equal, whatever they were added to. */
    private static final double PRECISION = 1e9;

    private final Map<Integer, List<Double>> points = new HashMap<>();

    public static ScoreBoard of(Scores ballot) {
        var tally = new ScoreBoard();
        tally.add(ballot);
        return tally;
    }

    public void add(Scores ballot) {
        ballot.points().forEach((index, value) -> points.computeIfAbsent(index, first -> new ArrayList<>()).add(value));
    }

    /** The candidates, the best first. Without any verdict that is the order of {@link Candidate#TIE_BREAK}. */
    public List<Candidate> ranked(List<Candidate> candidates) {
        double middle = candidates.stream().filter(this::judged).mapToDouble(this::mean).average().orElse(0);
        return candidates.stream()
                .sorted(Comparator.comparingLong((Candidate candidate) -> standing(candidate, middle)).reversed()
                        .thenComparing(candidate -> !judged(candidate))
                        .thenComparing(Candidate.TIE_BREAK))
                .toList();
    }

    private boolean judged(Candidate candidate) {
        return points.containsKey(candidate.index());
    }

    private long standing(Candidate candidate, double middle) {
        return Math.round((judged(candidate) ? mean(candidate) : middle) * PRECISION);
    }

    private double mean(Candidate candidate) {
        return points.getOrDefault(candidate.index(), List.of()).stream().sorted()
                .mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
