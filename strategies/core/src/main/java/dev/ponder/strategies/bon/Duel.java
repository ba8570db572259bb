package dev.ponder.strategies.bon;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.ponder.api.Candidate;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.judge.Verdict;
import dev.ponder.api.judge.VerdictReader;

/** Two candidates before a judge, once in each order: a judge that only likes a place makes it a draw. */
record Duel(Candidate one, Candidate other) {

    private static final PromptTemplate TASK = PromptTemplate.of(Duel.class, "compare");

    /** The calls that a duel takes. */
    static final int CALLS = 2;

    Stream<Hearing> hearings() {
        return Stream.of(Lineup.of(one, other), Lineup.of(other, one))
                .map(lineup -> new Hearing(TASK, Verdict.CHOICE, lineup, Duel::read));
    }

    /** Who goes on. */
    Candidate winner(Tally tally) {
        return tally.ranked(List.of(one, other)).get(0);
    }

    private static Ballot read(String reply, Lineup lineup) {
        return VerdictReader.choice(reply, lineup.labels())
                .map(label -> won(lineup.index(label), lineup))
                .orElse(Ballot.ABSTENTION);
    }

    private static Ballot won(int winner, Lineup lineup) {
        int loser = lineup.listed().stream().mapToInt(Candidate::index).filter(index -> index != winner).findFirst()
                .orElseThrow();
        return new Ballot(Map.of(winner, 1.0, loser, 0.0));
    }
}
