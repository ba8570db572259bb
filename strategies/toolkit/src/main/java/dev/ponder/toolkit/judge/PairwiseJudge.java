package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.Candidate;
import io.smallrye.mutiny.Uni;

/** Has candidates compared two by two: all pairs of a few, a knockout of many. The share of duels won counts. */
final class PairwiseJudge implements Judge {

    /** Of more, a knockout takes fewer calls. */
    private static final int MOST_FOR_ALL_PAIRS = 4;

    private final Judge knockout = new TournamentJudge();

    /** Of more candidates than all pairs are made of, so many may drop out that all pairs are made of the rest. */
    @Override
    public int calls(int candidates, int votes) {
        int few = Math.min(candidates, MOST_FOR_ALL_PAIRS);
        return Math.max(PairwiseComparison.CALLS * few * (few - 1) / 2,
                candidates > few ? knockout.calls(candidates, votes) : 0);
    }

    @Override
    public int depth(int candidates) {
        return candidates > MOST_FOR_ALL_PAIRS ? knockout.depth(candidates) : Math.min(1, candidates - 1);
    }

    @Override
    public Uni<ScoreBoard> judge(JudgeSession bench) {
        if (bench.candidates().size() > MOST_FOR_ALL_PAIRS) {
            return knockout.judge(bench);
        }
        List<JudgeCall> hearings = pairs(bench.shuffled()).stream().flatMap(PairwiseComparison::hearings).toList();
        return bench.hear(hearings, hearings.size());
    }

    private static List<PairwiseComparison> pairs(List<Candidate> candidates) {
        var pairs = new ArrayList<PairwiseComparison>();
        for (int i = 0; i < candidates.size(); i++) {
            for (int j = i + 1; j < candidates.size(); j++) {
                pairs.add(new PairwiseComparison(candidates.get(i), candidates.get(j)));
            }
        }
        return pairs;
    }
}
