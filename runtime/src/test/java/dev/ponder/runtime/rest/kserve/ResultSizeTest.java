package dev.ponder.runtime.rest.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

class ResultSizeTest {

    @Test
    void whatIsSmallIsSmall() {
        assertThat(ResultSize.of(Map.of("predictions", List.of(1, 2, 3)))).isLessThan(100);
        assertThat(ResultSize.of(null)).isLessThan(100);
        assertThat(ResultSize.of(JsonNodeFactory.instance.objectNode().put("text", "four"))).isLessThan(100);
    }

    @Test
    void whatIsLargeIsLarge() {
        int large = 256 * 1024;
        assertThat(ResultSize.of("x".repeat(large + 1))).isGreaterThan(large);
        assertThat(ResultSize.of(Map.of("p", Collections.nCopies(100_000, 1.5)))).isGreaterThan(large);
        assertThat(ResultSize.of(List.of(new float[100_000]))).isGreaterThan(large);
        assertThat(ResultSize.of(JsonNodeFactory.instance.arrayNode().add("x".repeat(large + 1)))).isGreaterThan(large);
    }

    @Test
    void nobodyCountsForLong() {
        assertThat(ResultSize.of(Collections.nCopies(Integer.MAX_VALUE, "x".repeat(1000)))).isPositive();
    }
}
