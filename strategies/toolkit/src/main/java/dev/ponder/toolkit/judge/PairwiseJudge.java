package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.ponder.api.Candidate;
import dev.ponder.api.PromptTemplate;
import io.smallrye.mutiny.Uni;

/**
 * Compares candidates two at a time (arXiv:2501.13007): all pairs of a few, each in both orders; or a pivot tournament of
 * many (arXiv:2607.05391), which takes two rounds for any number of candidates.
 *
 * <p>The first round of the tournament is a ring, in which each candidate meets two others. The two best are the pivots,
 * and in the second round every other candidate meets both. In each round a candidate is shown first as often as second, so
 * that a position bias of the judge cancels out.
 */
final class PairwiseJudge implements Judge {

    private static final PromptTemplate TASK = PromptTemplate.of(PairwiseJudge.class, "compare");

    /** With more candidates, a tournament takes fewer calls. */
    private static final int MOST_FOR_ALL_PAIRS = 4;
    private static final int PIVOTS = 2;

    /** The caller may drop candidates, and fewer candidates never take more calls. */
    @Override
    public int calls(int candidates, int votes) {
        return candidates > MOST_FOR_ALL_PAIRS ? tournamentCalls(candidates) : candidates * (candidates - 1);
    }

    @Override
    public int depth(int candidates) {
        return candidates > MOST_FOR_ALL_PAIRS ? 2 : Math.min(1, candidates - 1);
    }

    @Override
    public Uni<ScoreBoard> judge(JudgeSession session) {
        List<Candidate> candidates = session.shuffled();
        return candidates.size() > MOST_FOR_ALL_PAIRS
                ? pivotTournament(session, candidates)
                : session.askAll(allPairs(candidates), calls(candidates.size(), 1));
    }

    private static List<JudgeCall> allPairs(List<Candidate> candidates) {
        return candidates.stream().flatMap(first -> candidates.stream().filter(second -> !second.equals(first))
                .map(second -> compare(first, second))).toList();
    }

    private static Uni<ScoreBoard> pivotTournament(JudgeSession session, List<Candidate> candidates) {
        int calls = tournamentCalls(candidates.size());
        return session.verdicts(ring(candidates), calls).chain(ring -> {
            List<Candidate> ranked = ScoreBoard.of(ring).ranked(candidates);
            return session.verdicts(againstPivots(ranked), calls)
                    .map(second -> Stream.concat(ring.stream(), second.stream()).toList())
                    .map(results -> ScoreBoard.of(BradleyTerry.strengths(candidates, results)));
        });
    }

    private static List<JudgeCall> ring(List<Candidate> candidates) {
        var calls = new ArrayList<JudgeCall>();
        for (int i = 0; i < candidates.size(); i++) {
            calls.add(compare(candidates.get(i), candidates.get((i + 1) % candidates.size())));
        }
        return calls;
    }

    /** @param ranked the candidates, the pivots first */
    private static List<JudgeCall> againstPivots(List<Candidate> ranked) {
        var calls = new ArrayList<>(allPairs(ranked.subList(0, PIVOTS)));
        for (int i = PIVOTS; i < ranked.size(); i++) {
            int shownFirst = i % PIVOTS;
            calls.add(compare(ranked.get(i), ranked.get(shownFirst)));
            calls.add(compare(ranked.get(PIVOTS - 1 - shownFirst), ranked.get(i)));
        }
        if (ranked.size() % 2 == 1) {
            // The last one meets both pivots in both orders, since it has no partner for balance
            int shownFirst = (ranked.size() - 1) % PIVOTS;
            calls.add(compare(ranked.get(shownFirst), ranked.get(ranked.size() - 1)));
            calls.add(compare(ranked.get(ranked.size() - 1), ranked.get(PIVOTS - 1 - shownFirst)));
        }
        return calls;
    }

    private static int tournamentCalls(int candidates) {
        return candidates + PIVOTS * (PIVOTS - 1) + PIVOTS * (candidates - PIVOTS + candidates % 2);
    }

    private static JudgeCall compare(Candidate first, Candidate second) {
        return JudgeCall.choosing(TASK, List.of(first, second));
    }
}
