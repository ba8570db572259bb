package dev.ponder.strategies.spl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.strategies.spl.StrategyBook.Chapter;
import dev.ponder.strategies.spl.StrategyBook.LearnedStrategy;

class StrategyBookTest {

    private static LearnedStrategy strategy(int attempts, int successes) {
        return new LearnedStrategy("s1", "Count twice.", new Outcomes(attempts, successes));
    }

    private static Chapter chapter(int attempts, int successes) {
        return new Chapter(List.of(), new Outcomes(attempts, successes));
    }

    /** One success of five has bounds of 0.06 and 0.49, and five of five have a lower bound of 0.75. */
    @ParameterizedTest
    @CsvSource({"4, 0, 40, 40, 0.9, true", "5, 1, 0, 0, 0.48, true", "5, 1, 0, 0, 0.49, false",
            "5, 1, 4, 4, 0.4, true", "5, 1, 5, 5, 0.4, false", "5, 1, 5, 1, 0.4, true", "5, 1, 5, 1, 0.6, false"})
    void aStrategyIsPromisingWhileItMayHelp(int attempts, int successes, int controls, int controlSuccesses,
            double minRate, boolean promising) {
        assertThat(chapter(controls, controlSuccesses).promising(strategy(attempts, successes), minRate))
                .isEqualTo(promising);
    }

    /** Eleven successes of twenty have bounds of 0.41 and 0.68. */
    @ParameterizedTest
    @CsvSource({"4, 4, 0, 0, 0.1, false", "5, 5, 0, 0, 0.75, true", "5, 5, 0, 0, 0.76, false",
            "20, 11, 4, 4, 0.4, true", "20, 11, 5, 5, 0.4, false", "20, 11, 5, 3, 0.4, true"})
    void aStrategyHasProvedThatItHelps(int attempts, int successes, int controls, int controlSuccesses,
            double minRate, boolean proved) {
        assertThat(chapter(controls, controlSuccesses).proved(strategy(attempts, successes), minRate))
                .isEqualTo(proved);
    }

    @Test
    void theStrategyWithTheLowestBoundMakesRoom() {
        ProblemType type = ProblemType.GENERAL_PROBLEM;
        StrategyBook book = StrategyBook.EMPTY.plus(type, "a", 2).plus(type, "b", 2).credited(type, List.of("s1"),
                false);

        assertThat(book.plus(type, "c", 2).chapter(type).strategies()).extracting(LearnedStrategy::id)
                .containsExactly("s2", "s3");
        assertThat(book.plus(type, "b", 2)).isEqualTo(book);
        assertThat(book.plus(type, "c", 0)).isEqualTo(book);
    }
}
