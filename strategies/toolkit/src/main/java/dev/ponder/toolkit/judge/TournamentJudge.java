package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.ponder.api.Candidate;
import io.smallrye.mutiny.Uni;

/** Rounds of duels, the winners of one being the pairs of the next. How many rounds a candidate came through counts. */
final class TournamentJudge implements Judge {

    @Override
    public int calls(int candidates, int votes) {
        return PairwiseComparison.CALLS * (candidates - 1);
    }

    /** The logarithm to base 2, rounded up. */
    @Override
    public int depth(int candidates) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(candidates - 1);
    }

    @Override
    public Uni<ScoreBoard> judge(JudgeSession bench) {
        return round(bench, bench.shuffled(), new HashMap<>());
    }

    private Uni<ScoreBoard> round(JudgeSession bench, List<Candidate> standing, Map<Integer, Double> rounds) {
        if (standing.size() == 1) {
            return Uni.createFrom().item(ScoreBoard.of(new Scores(rounds)));
        }
        List<PairwiseComparison> duels = duels(standing);
        return bench
                .hear(duels.stream().flatMap(PairwiseComparison::hearings).toList(),
                        calls(bench.candidates().size(), 1))
                .map(tally -> winners(standing, duels, tally))
                .chain(winners -> round(bench, winners, through(winners, rounds)));
    }

    private static List<PairwiseComparison> duels(List<Candidate> standing) {
        var duels = new ArrayList<PairwiseComparison>();
        for (int i = 0; i + 1 < standing.size(); i += 2) {
            duels.add(new PairwiseComparison(standing.get(i), standing.get(i + 1)));
        }
        return duels;
    }

    /** One that finds no partner goes on too, and meets one first in the next round. */
    private static List<Candidate> winners(List<Candidate> standing, List<PairwiseComparison> duels, ScoreBoard tally) {
        var winners = new ArrayList<Candidate>();
        if (standing.size() % 2 == 1) {
            winners.add(standing.get(standing.size() - 1));
        }
        duels.forEach(duel -> winners.add(duel.winner(tally)));
        return winners;
    }

    private static Map<Integer, Double> through(List<Candidate> winners, Map<Integer, Double> before) {
        var rounds = new HashMap<>(before);
        winners.forEach(winner -> rounds.merge(winner.index(), 1.0, Double::sum));
        return rounds;
    }
}
