package dev.ponder.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class MicrometerModelMetricsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MicrometerModelMetrics metrics = new MicrometerModelMetrics(meters);

    @Test
    void hooksAndFirstItemsAreTimedByModel() {
        metrics.hookEnded("iris", "predict", Duration.ofMillis(7));
        metrics.hookEnded("iris", "predict", Duration.ofMillis(7));
        metrics.firstItem("iris", Duration.ofMillis(3));

        assertThat(meters.get("request.predict").tag("model_name", "iris").timer().count()).isEqualTo(2);
        assertThat(meters.get("request.first.item").tag("model_name", "iris").timer().count()).isEqualTo(1);
    }

    @Test
    void aModelThatIsLoadedAgainHasNewMeters() {
        metrics.hookEnded("iris", "predict", Duration.ofMillis(7));
        metrics.hookEnded("wine", "predict", Duration.ofMillis(7));
        metrics.forget("iris");

        assertThat(meters.find("request.predict").tag("model_name", "iris").timer()).isNull();
        metrics.hookEnded("iris", "predict", Duration.ofMillis(7));

        assertThat(meters.get("request.predict").tag("model_name", "iris").timer().count()).isEqualTo(1);
        assertThat(meters.get("request.predict").tag("model_name", "wine").timer().count()).isEqualTo(1);
    }
}
