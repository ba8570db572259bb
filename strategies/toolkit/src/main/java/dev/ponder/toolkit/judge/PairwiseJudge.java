package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.ponder.api.Candidate;
import dev.ponder.api.PromptTemplate;
import dev.ponder.toolkit.judge.ScoreBoard.Scores;
import io.smallrye.mutiny.Uni;

/**
 * Compares candidates two at a time (arXiv:2501.13007): all pairs of a few, where the share of comparisons won counts,
 * or a knockout tournament of many, where the number of rounds won counts.
 */
final class PairwiseJudge implements Judge {

    private static final PromptTemplate TASK = PromptTemplate.of(PairwiseJudge.class, "compare");

    /** With more candidates, a tournament takes fewer calls. */
    private static final int MOST_FOR_ALL_PAIRS = 4;

    /** Two candidates in both orders, so that a judge with a position bias makes it a draw. */
    private record Comparison(Candidate one, Candidate other) {

        static final int CALLS = 2;

        Stream<JudgeCall> calls() {
            return Stream.of(JudgeCall.choosing(TASK, List.of(one, other)),
                    JudgeCall.choosing(TASK, List.of(other, one)));
        }

        Candidate winner(ScoreBoard board, JudgeSession session) {
            return session.ranked(board, List.of(one, other)).get(0);
        }
    }

    /** The caller may drop candidates: few enough of them are compared in all pairs, which may take more calls. */
    @Override
    public int calls(int candidates, int votes) {
        int few = Math.min(candidates, MOST_FOR_ALL_PAIRS);
        return Math.max(Comparison.CALLS * few * (few - 1) / 2, candidates > few ? tournamentCalls(candidates) : 0);
    }

    @Override
    public int depth(int candidates) {
        return candidates > MOST_FOR_ALL_PAIRS ? rounds(candidates) : Math.min(1, candidates - 1);
    }

    @Override
    public Uni<ScoreBoard> judge(JudgeSession session) {
        return session.candidates().size() > MOST_FOR_ALL_PAIRS
                ? tournament(session, session.shuffled(), Map.of())
                : allPairs(session);
    }

    private static Uni<ScoreBoard> allPairs(JudgeSession session) {
        List<Candidate> candidates = session.shuffled();
        var pairs = new ArrayList<Comparison>();
        for (int i = 0; i < candidates.size(); i++) {
            for (int j = i + 1; j < candidates.size(); j++) {
                pairs.add(new Comparison(candidates.get(i), candidates.get(j)));
            }
        }
        return session.askAll(calls(pairs), Comparison.CALLS * pairs.size());
    }

    /** One round of the tournament, and then the rounds after it. */
    private static Uni<ScoreBoard> tournament(JudgeSession session, List<Candidate> remaining,
            Map<Integer, Double> roundsWon) {
        if (remaining.size() == 1) {
            return Uni.createFrom().item(ScoreBoard.of(new Scores(roundsWon)));
        }
        var pairs = new ArrayList<Comparison>();
        for (int i = 0; i + 1 < remaining.size(); i += 2) {
            pairs.add(new Comparison(remaining.get(i), remaining.get(i + 1)));
        }
        return session.askAll(calls(pairs), tournamentCalls(session.candidates().size()))
                .chain(board -> {
                    List<Candidate> winners = winners(remaining, pairs, board, session);
                    return tournament(session, winners, board.isEmpty() ? roundsWon : withRound(winners, roundsWon));
                });
    }

    /** A candidate without an opponent also goes on, and comes first so that it has one in the next round. */
    private static List<Candidate> winners(List<Candidate> remaining, List<Comparison> pairs, ScoreBoard board,
            JudgeSession session) {
        var winners = new ArrayList<Candidate>();
        if (remaining.size() % 2 == 1) {
            winners.add(remaining.get(remaining.size() - 1));
        }
        pairs.forEach(pair -> winners.add(pair.winner(board, session)));
        return winners;
    }

    private static Map<Integer, Double> withRound(List<Candidate> winners, Map<Integer, Double> roundsWon) {
        var rounds = new HashMap<>(roundsWon);
        winners.forEach(winner -> rounds.merge(winner.index(), 1.0, Double::sum));
        return rounds;
    }

    private static List<JudgeCall> calls(List<Comparison> pairs) {
        return pairs.stream().flatMap(Comparison::calls).toList();
    }

    private static int tournamentCalls(int candidates) {
        return Comparison.CALLS * (candidates - 1);
    }

    /** The logarithm to base 2, rounded up. */
    private static int rounds(int candidates) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(candidates - 1);
    }
}
