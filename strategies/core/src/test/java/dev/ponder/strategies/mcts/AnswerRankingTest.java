package dev.ponder.strategies.mcts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.chat.FinishReason;

class AnswerRankingTest {

    @Test
    void equalValuesAddUp() {
        assertThat(best(graded(0, 0, "381", 0.9), graded(1, 1, "The answer is 391.", 0.8),
                graded(2, 2, "\\boxed{391}", 0.8))).contains("391");
    }

    @Test
    void aClearGradeOutweighsAMajority() {
        assertThat(best(graded(0, 0, "381", 0.4), graded(1, 1, "391", 0.9), graded(2, 2, "The answer is 381.", 0.4),
                graded(3, 3, "\\boxed{381}", 0.4))).isEqualTo("391");
    }

    @Test
    void aRefinedAnswerIsNoSecondVote() {
        assertThat(best(graded(0, 0, "380", 0.6), graded(1, 1, "391", 0.65),
                graded(2, 0, "The answer is 380.", 0.6))).isEqualTo("391");
    }

    @Test
    void theBestOfEqualAnswersComesFirst() {
        assertThat(best(graded(0, 0, "391", 0.7), graded(1, 1, "The answer is 391.", 0.9))).contains("answer is");
    }

    @Test
    void anAnswerWithoutGradeCountsLikeTheAverage() {
        assertThat(best(graded(0, 0, "380", 0.3), new GradedAnswer(candidate(1, "391"), 1, OptionalDouble.empty(), ""),
                graded(2, 2, "392", 0.5))).isEqualTo("392");
        assertThat(best(graded(0, 0, "380", 0.3), new GradedAnswer(candidate(1, "391"), 1, OptionalDouble.empty(), ""),
                graded(2, 2, "380", 0.3))).isEqualTo("380");
    }

    @Test
    void incompleteAnswersComeLast() {
        var cutOff = new GradedAnswer(new Candidate(0, Answer.of("391", FinishReason.LENGTH)), 0,
                OptionalDouble.empty(), "");

        assertThat(AnswerRanking.of(List.of(cutOff, graded(1, 1, "380", 0.1)), "What is 17 times 23?").answers())
                .extracting(Answer::text).containsExactly("380", "391");
    }

    private static String best(GradedAnswer... answers) {
        return AnswerRanking.of(List.of(answers), "What is 17 times 23?").answers().get(0).text();
    }

    private static GradedAnswer graded(int index, int sample, String text, double grade) {
        return new GradedAnswer(candidate(index, text), sample, OptionalDouble.of(grade), "");
    }

    private static Candidate candidate(int index, String text) {
        return new Candidate(index, Answer.of(text, FinishReason.STOP));
    }
}
