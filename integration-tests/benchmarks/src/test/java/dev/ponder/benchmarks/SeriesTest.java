package dev.ponder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void theMedianIsInsideItsInterval() {
        double[] values = {10, 12, 11, 13, 40};

        assertThat(Series.median(values)).isEqualTo(12);
        assertThat(Series.interval(values)).containsExactly(10, 40);
        assertThat(Series.text(values, false)).isEqualTo("12 (10 to 40)");
    }

    @Test
    void voidMeasurementsDoNotCountIfThereAreOthers() {
        var mixed = new Series(List.of(measured(1, 100, 0.9), measured(2, 10, 0.2), measured(3, 12, 0.2)));
        var allVoid = new Series(List.of(measured(1, 100, 0.9)));

        assertThat(mixed.median()).isEqualTo(11);
        assertThat(mixed.isVoid()).isFalse();
        assertThat(allVoid.text()).isEqualTo("100 void");
    }

    @Test
    void ratiosAreTakenWithinARound() {
        var ours = new Series(List.of(measured(1, 20, 0), measured(2, 80, 0), measured(3, 30, 0)));
        var control = new Series(List.of(measured(1, 10, 0), measured(2, 40, 0)));

        assertThat(ours.ratios(control)).containsExactly(2, 2);
    }

    @Test
    void theIntervalOfManyEqualValuesIsTheValue() {
        assertThat(Series.interval(IntStream.range(0, 9).mapToDouble(i -> 7).toArray())).containsExactly(7, 7);
    }

    private static Measurement measured(int round, double value, double loadBusy) {
        return new Measurement("unary", "", "ponder", round, "us", value, loadBusy, 0);
    }
}
