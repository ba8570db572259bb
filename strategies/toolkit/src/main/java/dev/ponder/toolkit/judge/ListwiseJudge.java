package dev.ponder.toolkit.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.ponder.api.PromptTemplate;
import io.smallrye.mutiny.Uni;

/** Has all candidates ranked in one prompt, by as many votes as wanted at once, each in another order. */
public final class ListwiseJudge implements Judge {

    private static final PromptTemplate TASK = PromptTemplate.of(ListwiseJudge.class, "rank");

    @Override
    public int calls(int candidates, int votes) {
        return candidates < 2 ? 0 : votes;
    }

    @Override
    public int depth(int candidates) {
        return candidates < 2 ? 0 : 1;
    }

    @Override
    public Uni<ScoreBoard> judge(JudgeSession bench) {
        List<JudgeCall> hearings = BalancedOrders.of(bench.shuffled(), bench.votes()).stream()
                .map(order -> new JudgeCall(TASK, Verdict.RANKING, new LabelledCandidates(order), ListwiseJudge::read))
                .toList();
        return bench.hear(hearings, hearings.size());
    }

    /** A point for each candidate that it is put before; those that are left out share the places that remain. */
    public static Scores read(String reply, LabelledCandidates lineup) {
        List<String> ranking = VerdictReader.ranking(reply, lineup.labels());
        if (ranking.isEmpty()) {
            return Scores.ABSTENTION;
        }
        Map<Integer, Double> points = new HashMap<>();
        double shared = (lineup.size() - ranking.size() - 1) / 2.0;
        lineup.listed().forEach(candidate -> points.put(candidate.index(), shared));
        for (int place = 0; place < ranking.size(); place++) {
            points.put(lineup.index(ranking.get(place)), (double) lineup.size() - 1 - place);
        }
        return new Scores(points);
    }
}
