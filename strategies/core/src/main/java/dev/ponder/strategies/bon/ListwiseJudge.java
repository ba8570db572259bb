package dev.ponder.strategies.bon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.ponder.api.PromptTemplate;
import dev.ponder.api.judge.Verdict;
import dev.ponder.api.judge.VerdictReader;
import io.smallrye.mutiny.Uni;

/** Has all candidates ranked in one prompt, by as many votes as wanted at once, each in another order. */
final class ListwiseJudge implements Judge {

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
    public Uni<Tally> judge(Bench bench) {
        List<Hearing> hearings = Rotations.of(bench.shuffled(), bench.votes()).stream()
                .map(order -> new Hearing(TASK, Verdict.RANKING, new Lineup(order), ListwiseJudge::read))
                .toList();
        return bench.hear(hearings, hearings.size());
    }

    /** A point for each candidate that it is put before; those that are left out share the places that remain. */
    static Ballot read(String reply, Lineup lineup) {
        List<String> ranking = VerdictReader.ranking(reply, lineup.labels());
        if (ranking.isEmpty()) {
            return Ballot.ABSTENTION;
        }
        Map<Integer, Double> points = new HashMap<>();
        double shared = (lineup.size() - ranking.size() - 1) / 2.0;
        lineup.listed().forEach(candidate -> points.put(candidate.index(), shared));
        for (int place = 0; place < ranking.size(); place++) {
            points.put(lineup.index(ranking.get(place)), (double) lineup.size() - 1 - place);
        }
        return new Ballot(points);
    }
}
