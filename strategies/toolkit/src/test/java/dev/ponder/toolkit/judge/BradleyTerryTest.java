package dev.ponder.toolkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.toolkit.judge.ScoreBoard.Scores;

class BradleyTerryTest {

    private static final List<Candidate> CANDIDATES = IntStream.range(0, 4)
            .mapToObj(index -> new Candidate(index, Answer.of("text " + index, FinishReason.STOP))).toList();

    @Test
    void aWinOverAStrongOpponentCountsMore() {
        Scores strengths = strengths(won(0, 1), won(0, 1), won(2, 0), won(3, 1), won(0, 3));

        assertThat(strengths.points().get(2)).isGreaterThan(strengths.points().get(3));
    }

    @Test
    void equalResultsAreEqual() {
        Scores strengths = strengths(won(0, 1), won(1, 0), won(2, 3), won(3, 2));

        assertThat(ScoreBoard.of(strengths).ranked(CANDIDATES)).isEqualTo(CANDIDATES);
    }

    @Test
    void theOrderOfTheResultsDoesNotCount() {
        List<Scores> results = new ArrayList<>(
                List.of(won(0, 1), won(1, 2), won(2, 0), won(3, 1), won(0, 3), won(2, 3)));
        List<Candidate> ranked = ranked(results);
        Collections.reverse(results);

        assertThat(ranked(results)).isEqualTo(ranked);
    }

    @Test
    void abstentionsAndCandidatesWithoutResultsHaveNoStrength() {
        assertThat(strengths(Scores.ABSTENTION, won(0, 1)).points()).containsOnlyKeys(0, 1);
        assertThat(strengths(Scores.ABSTENTION).points()).isEmpty();
    }

    private static List<Candidate> ranked(List<Scores> results) {
        return ScoreBoard.of(BradleyTerry.strengths(CANDIDATES, results)).ranked(CANDIDATES);
    }

    private static Scores strengths(Scores... results) {
        return BradleyTerry.strengths(CANDIDATES, List.of(results));
    }

    private static Scores won(int winner, int loser) {
        return new Scores(Map.of(winner, 1.0, loser, 0.0));
    }
}
