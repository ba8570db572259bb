package dev.ponder.api.serving.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void fittingShapesAreTaken() {
        assertThat(Shape.of(6, 2, 3)).containsExactly(2L, 3L);
        assertThat(Shape.of(1)).isEmpty();
        assertThat(Shape.of(0, 0, 5)).containsExactly(0L, 5L);
        assertThat(Shape.of(0, Long.MAX_VALUE, Long.MAX_VALUE, 0)).hasSize(3);
    }

    @Test
    void oneLengthIsInferred() {
        assertThat(Shape.of(6, -1)).containsExactly(6L);
        assertThat(Shape.of(6, 2, -1)).containsExactly(2L, 3L);
        assertThat(Shape.of(0, -1, 3)).containsExactly(0L, 3L);
    }

    @Test
    void othersAreRefusedWithWhatWasExpected() {
        assertRefused("shape: [2, 3] holds 6 elements (expected a shape of the 5 of the data)", 5, 2, 3);
        assertRefused("shape: [] holds 1 element (expected a shape of the 0 of the data)", 0);
        assertRefused("shape: [-1, 4] has no length for -1 (expected a shape of the 6 of the data)", 6, -1, 4);
        assertRefused("shape: [-1, 0] has no length for -1 (expected a shape of the 0 of the data)", 0, -1, 0);
        assertRefused("shape: [-1, -1] (expected only one -1: several cannot be inferred)", 1, -1, -1);
        assertRefused("shape: [-2] (expected lengths of at least 0, or one -1)", 2, -2);
        assertRefused("shape: [4611686018427387904, 4] (expected at most 2147483647 elements)", 0, 1L << 62, 4);
        assertRefused("shape: 65 dimensions (expected at most 64)", 1, new long[65]);
    }

    private static void assertRefused(String message, int elements, long... shape) {
        assertThatThrownBy(() -> Shape.of(elements, shape)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
