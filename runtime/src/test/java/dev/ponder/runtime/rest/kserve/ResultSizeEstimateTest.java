package dev.ponder.runtime.rest.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

class ResultSizeEstimateTest {

    @Test
    void whatIsSmallIsSmall() {
        assertThat(ResultSizeEstimate.of(Map.of("predictions", List.of(1, 2, 3)))).isLessThan(100);
        assertThat(ResultSizeEstimate.of(null)).isLessThan(100);
        assertThat(ResultSizeEstimate.of(JsonNodeFactory.instance.objectNode().put("text", "four"))).isLessThan(100);
    }

    @Test
    void whatIsLargeIsLarge() {
        int large = 256 * 1024;
        assertThat(ResultSizeEstimate.of("x".repeat(large + 1))).isGreaterThan(large);
        assertThat(ResultSizeEstimate.of(Map.of("p", Collections.nCopies(100_000, 1.5)))).isGreaterThan(large);
        assertThat(ResultSizeEstimate.of(List.of(new float[100_000]))).isGreaterThan(large);
        assertThat(ResultSizeEstimate.of(JsonNodeFactory.instance.arrayNode().add("x".repeat(large + 1))))
                .isGreaterThan(large);
    }

    @Test
    void nobodyCountsForLong() {
        assertThat(ResultSizeEstimate.of(Collections.nCopies(Integer.MAX_VALUE, "x".repeat(1000)))).isPositive();
    }
}
