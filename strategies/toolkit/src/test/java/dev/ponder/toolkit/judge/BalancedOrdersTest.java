package dev.ponder.toolkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalancedOrdersTest {

    @Test
    void followsEachOrderByItsReverse() {
        assertThat(BalancedOrders.of(List.of("a", "b", "c", "d"), 4)).containsExactly(
                List.of("a", "b", "c", "d"), List.of("d", "c", "b", "a"),
                List.of("c", "d", "a", "b"), List.of("b", "a", "d", "c"));
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 2", "5, 4", "7, 6", "64, 16"})
    void givesEveryoneTheSamePlacesInSum(int size, int votes) {
        List<Integer> list = IntStream.range(0, size).boxed().toList();
        List<List<Integer>> orders = BalancedOrders.of(list, votes);

        assertThat(list).allSatisfy(item -> assertThat(orders.stream().mapToInt(order -> order.indexOf(item)).sum())
                .isEqualTo(votes * (size - 1) / 2));
    }
}
