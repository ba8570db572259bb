package dev.ponder.toolkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.toolkit.judge.ScoreBoard.Scores;

class ListwiseJudgeTest {

    private static final JudgeCall FOUR = new JudgeCall(PromptTemplate.of(ListwiseJudge.class, "rank"), Verdict.RANKING,
            Stream.of(7, 3, 9, 1).map(index -> new Candidate(index, Answer.of("text " + index, FinishReason.STOP)))
                    .toList(),
            ListwiseJudge::read);

    @Test
    void givesAPointForEachCandidateRankedBelow() {
        assertThat(points("{\"ranking\": [\"C2\", \"C1\", \"C4\", \"C3\"]}"))
                .isEqualTo(Map.of(3, 3.0, 7, 2.0, 1, 1.0, 9, 0.0));
    }

    @Test
    void sharesTheRemainingPlacesAmongCandidatesLeftOut() {
        assertThat(points("The best is [[C3]].")).isEqualTo(Map.of(9, 3.0, 7, 1.0, 3, 1.0, 1, 1.0));
    }

    @Test
    void abstainsWithoutAnyLabel() {
        assertThat(FOUR.read(Answer.of("All are fine.", FinishReason.STOP))).isEqualTo(Scores.ABSTENTION);
    }

    @Test
    void followsEachOrderByItsReverse() {
        assertThat(ListwiseJudge.balancedOrders(List.of("a", "b", "c", "d"), 4)).containsExactly(
                List.of("a", "b", "c", "d"), List.of("d", "c", "b", "a"),
                List.of("c", "d", "a", "b"), List.of("b", "a", "d", "c"));
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 2", "5, 4", "7, 6", "64, 16"})
    void givesEachItemTheSameSumOfPlaces(int size, int votes) {
        List<Integer> items = IntStream.range(0, size).boxed().toList();
        List<List<Integer>> orders = ListwiseJudge.balancedOrders(items, votes);

        assertThat(items).allSatisfy(item -> assertThat(orders.stream().mapToInt(order -> order.indexOf(item)).sum())
                .isEqualTo(votes * (size - 1) / 2));
    }

    private static Map<Integer, Double> points(String reply) {
        return FOUR.read(Answer.of(reply, FinishReason.STOP)).points();
    }
}
