package dev.ponder.toolkit.judge;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.ponder.api.Candidate;
import dev.ponder.api.PromptTemplate;

/** Two candidates before a judge, once in each order: a judge that only likes a place makes it a draw. */
record PairwiseComparison(Candidate one, Candidate other) {

    private static final PromptTemplate TASK = PromptTemplate.of(PairwiseComparison.class, "compare");

    /** The calls that a duel takes. */
    static final int CALLS = 2;

    Stream<JudgeCall> hearings() {
        return Stream.of(LabelledCandidates.of(one, other), LabelledCandidates.of(other, one))
                .map(lineup -> new JudgeCall(TASK, Verdict.CHOICE, lineup, PairwiseComparison::read));
    }

    /** Who goes on. */
    Candidate winner(ScoreBoard tally) {
        return tally.ranked(List.of(one, other)).get(0);
    }

    private static Scores read(String reply, LabelledCandidates lineup) {
        return VerdictReader.choice(reply, lineup.labels())
                .map(label -> won(lineup.index(label), lineup))
                .orElse(Scores.ABSTENTION);
    }

    private static Scores won(int winner, LabelledCandidates lineup) {
        int loser = lineup.listed().stream().mapToInt(Candidate::index).filter(index -> index != winner).findFirst()
                .orElseThrow();
        return new Scores(Map.of(winner, 1.0, loser, 0.0));
    }
}
