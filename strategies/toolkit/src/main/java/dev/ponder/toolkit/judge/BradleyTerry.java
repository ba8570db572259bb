package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.ponder.api.Candidate;
import dev.ponder.toolkit.judge.ScoreBoard.Scores;

/**
 * Strengths of candidates from the results of comparisons of two (Bradley and Terry, 1952), so that a result counts by the
 * strength of the opponent. Fitted by minorization and maximization (Hunter, 2004). One draw against an opponent of
 * average strength is added for each candidate, so that one that never loses has a finite strength.
 */
final class BradleyTerry {

    private static final int ITERATIONS = 50;
    private static final double DRAW = 0.5;

    private BradleyTerry() {
    }

    /**
     * The strengths of the compared candidates, by index.
     *
     * @param results the points of two candidates each; results of fewer are abstentions
     */
    static Scores strengths(List<Candidate> candidates, List<Scores> results) {
        List<Scores> valid = results.stream().filter(result -> result.points().size() == 2).toList();
        Map<Integer, Double> wins = new HashMap<>();
        Map<Integer, List<Integer>> opponents = new HashMap<>();
        valid.forEach(result -> {
            List<Integer> pair = new ArrayList<>(result.points().keySet());
            result.points().forEach((index, points) -> wins.merge(index, points, Double::sum));
            opponents.computeIfAbsent(pair.get(0), first -> new ArrayList<>()).add(pair.get(1));
            opponents.computeIfAbsent(pair.get(1), first -> new ArrayList<>()).add(pair.get(0));
        });
        Map<Integer, Double> strengths = new HashMap<>();
        Set<Integer> compared = new HashSet<>(opponents.keySet());
        compared.retainAll(candidates.stream().map(Candidate::index).toList());
        compared.forEach(index -> strengths.put(index, 1.0));
        for (int i = 0; i < ITERATIONS; i++) {
            Map<Integer, Double> before = Map.copyOf(strengths);
            compared.forEach(index -> strengths.put(index, fitted(index, before, wins, opponents)));
        }
        return new Scores(strengths);
    }

    private static double fitted(int index, Map<Integer, Double> strengths, Map<Integer, Double> wins,
            Map<Integer, List<Integer>> opponents) {
        double own = strengths.getOrDefault(index, 1.0);
        double expected = 1 / (own + 1) + opponents.getOrDefault(index, List.of()).stream()
                .mapToDouble(opponent -> 1 / (own + strengths.getOrDefault(opponent, 1.0))).sorted().sum();
        return (wins.getOrDefault(index, 0.0) + DRAW) / expected;
    }
}
