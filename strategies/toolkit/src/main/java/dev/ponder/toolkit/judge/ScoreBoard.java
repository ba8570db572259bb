package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

import dev.ponder.api.Candidate;

/**
 * The scores of all verdicts about the candidates of one request. Candidates are ranked by their mean score; one
 * without a score is ranked like the average candidate, below those with the same mean. The order in which scores are
 * added does not change the ranking. Not thread-safe.
 */
public final class ScoreBoard {

    /** Rounding: the same scores added up in another order may differ in the last digits. */
    private static final double PRECISION = 1e9;

    private final Map<Integer, List<Double>> points = new HashMap<>();

    /**
     * The scores of one verdict. Immutable.
     *
     * @param points points by the index of the candidate, more for a better one; a candidate without points was not
     *         judged, which differs from a low score
     */
    public record Scores(Map<Integer, Double> points) {

        /** The scores of a verdict that is missing or cannot be read. */
        public static final Scores ABSTENTION = new Scores(Map.of());

        /** Copies the points. */
        public Scores {
            points = Map.copyOf(points);
        }

        Scores map(DoubleUnaryOperator change) {
            Map<Integer, Double> changed = new HashMap<>(points);
            changed.replaceAll((index, value) -> change.applyAsDouble(value));
            return new Scores(changed);
        }
    }

    /** A board with the scores of one verdict. */
    public static ScoreBoard of(Scores scores) {
        var board = new ScoreBoard();
        board.add(scores);
        return board;
    }

    /** A board with the scores of several verdicts. */
    static ScoreBoard of(List<Scores> verdicts) {
        var board = new ScoreBoard();
        verdicts.forEach(board::add);
        return board;
    }

    /** Adds the scores of one verdict. */
    public void add(Scores scores) {
        scores.points().forEach((index, value) -> points.computeIfAbsent(index, first -> new ArrayList<>()).add(value));
    }

    /** Whether there is no score, because no verdict could be read. */
    public boolean isEmpty() {
        return points.isEmpty();
    }

    /** The candidates, the best first; equal ones, and all without any score, in the given order. */
    public List<Candidate> ranked(List<Candidate> candidates) {
        double average = average(candidates);
        return candidates.stream()
                .sorted(Comparator.comparingLong((Candidate candidate) -> rounded(candidate, average)).reversed()
                        .thenComparing(candidate -> !isScored(candidate)))
                .toList();
    }

    /** A point for each of the others that this candidate beats, half a point for each that it is level with. */
    public double beaten(Candidate candidate, List<Candidate> others) {
        double average = average(others);
        long own = rounded(candidate, average);
        return others.stream().filter(other -> !other.equals(candidate)).mapToLong(other -> rounded(other, average))
                .mapToDouble(score -> score < own ? 1 : score == own ? 0.5 : 0).sum();
    }

    private double average(List<Candidate> candidates) {
        return candidates.stream().filter(this::isScored).mapToDouble(this::mean).average().orElse(0);
    }

    private boolean isScored(Candidate candidate) {
        return points.containsKey(candidate.index());
    }

    private long rounded(Candidate candidate, double average) {
        return Math.round((isScored(candidate) ? mean(candidate) : average) * PRECISION);
    }

    private double mean(Candidate candidate) {
        return points.getOrDefault(candidate.index(), List.of()).stream().sorted()
                .mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
