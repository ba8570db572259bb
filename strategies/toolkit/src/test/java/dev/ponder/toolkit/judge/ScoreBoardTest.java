package dev.ponder.toolkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.toolkit.judge.ScoreBoard.Scores;

class ScoreBoardTest {

    private static final Candidate LONG = candidate(0, "the longest");
    private static final Candidate MIDDLE = candidate(1, "middling");
    private static final Candidate SHORT = candidate(2, "short");
    private static final List<Candidate> ALL = List.of(LONG, MIDDLE, SHORT);

    @Test
    void ranksByTheMean() {
        assertThat(ranked(Map.of(0, 9.0, 1, 4.0, 2, 6.0), Map.of(0, 2.0, 1, 9.0, 2, 6.0)))
                .containsExactly(MIDDLE, SHORT, LONG);
    }

    @Test
    void keepsTheOrderOfEqualCandidates() {
        assertThat(ranked(Map.of(0, 5.0, 1, 5.0, 2, 5.0))).containsExactly(LONG, MIDDLE, SHORT);
        assertThat(ranked()).containsExactly(LONG, MIDDLE, SHORT);
    }

    @Test
    void ranksACandidateWithoutScoreInTheMiddle() {
        assertThat(ranked(Map.of(0, 3.0, 1, 7.0))).containsExactly(MIDDLE, SHORT, LONG);
    }

    /** As doubles, (0.1 + 0.1 + 0.1) / 3 is slightly more than 0.1. */
    @Test
    void prefersAnEqualCandidateWithAScore() {
        Candidate shortest = candidate(3, "new");
        var board = ScoreBoard.of(new Scores(Map.of(0, 0.1, 1, 0.1, 2, 0.1)));

        assertThat(board.ranked(List.of(LONG, MIDDLE, SHORT, shortest))).containsExactly(LONG, MIDDLE, SHORT, shortest);
    }

    @Test
    void doesNotDependOnTheOrderOfTheScores() {
        Map<Integer, Double> one = Map.of(0, 0.1, 1, 0.3);
        Map<Integer, Double> two = Map.of(0, 0.2, 1, 0.2);
        Map<Integer, Double> three = Map.of(0, 0.3, 1, 0.1);

        assertThat(ranked(one, two, three)).startsWith(LONG, MIDDLE).isEqualTo(ranked(three, one, two));
    }

    @Test
    void pointsAreThoseOfTheCandidatesThatOneBeats() {
        var board = ScoreBoard.of(new Scores(Map.of(0, 9.0, 1, 4.0, 2, 4.0)));

        assertThat(ALL.stream().map(candidate -> board.beaten(candidate, ALL))).containsExactly(2.0, 0.5, 0.5);
        assertThat(ALL.stream().map(candidate -> new ScoreBoard().beaten(candidate, ALL))).containsOnly(1.0);
    }

    @SafeVarargs
    private static List<Candidate> ranked(Map<Integer, Double>... all) {
        var board = new ScoreBoard();
        List.of(all).forEach(points -> board.add(new Scores(points)));
        return board.ranked(ALL);
    }

    private static Candidate candidate(int index, String text) {
        return new Candidate(index, Answer.of(text, FinishReason.STOP));
    }
}
