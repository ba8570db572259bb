package dev.ponder.strategies.plansearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ObservationSubsetsTest {

    private static final List<String> FOUR = List.of("a", "b", "c", "d");

    @Test
    void areAllSubsetsUpToTheSize() {
        assertThat(choose(FOUR, 2, 10, 1)).hasSize(10).doesNotHaveDuplicates().allMatch(subset -> subset.size() <= 2);
        assertThat(choose(FOUR, 4, 15, 1)).hasSize(15).doesNotHaveDuplicates();
        assertThat(choose(FOUR, 1, 4, 1)).containsExactlyInAnyOrder(List.of("a"), List.of("b"), List.of("c"),
                List.of("d"));
    }

    @Test
    void coverAllObservationsFirst() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(choose(FOUR, 2, 2, seed).stream().flatMap(List::stream))
                    .containsExactlyInAnyOrderElementsOf(FOUR);
            List<String> nine = IntStream.range(0, 9).mapToObj(Integer::toString).toList();
            assertThat(choose(nine, 2, 5, seed).stream().flatMap(List::stream)).containsAll(nine);
        }
    }

    @Test
    void dependOnTheSeedAlone() {
        assertThat(choose(FOUR, 2, 4, 7)).isEqualTo(choose(FOUR, 2, 4, 7));
        assertThat(IntStream.range(0, 20).mapToObj(seed -> choose(FOUR, 2, 4, seed)).distinct()).hasSizeGreaterThan(5);
    }

    @Test
    void repeatIfThereAreTooFew() {
        assertThat(choose(List.of("a"), 2, 3, 1)).containsExactly(List.of("a"), List.of("a"), List.of("a"));
        assertThat(choose(List.of("a", "b"), 2, 7, 1)).hasSize(7);
        assertThat(choose(List.of(), 2, 3, 1)).containsExactly(List.of(), List.of(), List.of());
    }

    private static List<List<String>> choose(List<String> observations, int maxSize, int count, long seed) {
        return ObservationSubsets.choose(observations, maxSize, count, new Random(seed));
    }
}
