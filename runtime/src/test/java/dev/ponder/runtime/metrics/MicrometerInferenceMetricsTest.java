package dev.ponder.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.CallId;
import dev.ponder.runtime.event.InferenceEvent.AnswerStarted;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.runtime.event.RequestInfo;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class MicrometerInferenceMetricsTest {

    private static final RequestInfo REQUEST = new RequestInfo("/v1/chat/completions", "m", "moa", "moa", "native",
            true);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MicrometerInferenceMetrics metrics = new MicrometerInferenceMetrics(meters, new PriceTable(PRICES, "USD"), List.of());

    private static AttemptFinished attempt(String upstream, Outcome outcome) {
        return new AttemptFinished(Instant.EPOCH, new CallId("r", 1), upstream, outcome, Usage.of(10, 3), SECOND);
    }

    private static RequestFinished request(Outcome outcome) {
        return new RequestFinished(Instant.EPOCH, "r", REQUEST, outcome, 1, Usage.NONE, SECOND);
    }

    @Test
    void attemptsAreCountedByUpstreamAndOutcome() {
        metrics.on(attempt("a", Outcome.OK));
        metrics.on(attempt("a", Outcome.OK));
        metrics.on(attempt("a", Outcome.of(null, true)));
        metrics.on(attempt("b", Outcome.OK));

        assertThat(attempts("a", "ok")).isEqualTo(2);
        assertThat(attempts("a", "cancelled")).isEqualTo(1);
        assertThat(attempts("b", "ok")).isEqualTo(1);
        assertThat(meters.get("gen_ai.client.inference.usage.input_tokens").tags("upstream", "a").counter()
                .count()).isEqualTo(30);
        assertThat(meters.get("gen_ai.client.inference.usage.output_tokens").tags("upstream", "b")
                .counter().count()).isEqualTo(3);
    }

    private long attempts(String upstream, String outcome) {
        return meters.get("gen_ai.client.inference.duration").tags("upstream", upstream, "outcome", outcome).timer()
                .count();
    }

    @Test
    void requestsAreTimedByStrategyModeAndOutcome() {
        metrics.on(request(Outcome.OK));
        metrics.on(request(Outcome.of(new IllegalStateException("broken"), false)));
        metrics.on(new AnswerStarted(Instant.EPOCH, "r", REQUEST, SECOND));

        assertThat(meters.get("ponder.strategy.duration").tags("strategy", "moa", "mode", "native", "outcome",
                "internal_error").timer().totalTime(TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(meters.get("ponder.strategy.time.to.first.part").tags("strategy", "moa").timer().count())
                .isEqualTo(1);
    }

    /** A look-up in the registry allocates about 1 KB. */
    @Test
    void anEventAllocatesAlmostNothing() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AttemptFinished attempt = attempt("a", Outcome.OK);
        RequestFinished request = request(Outcome.OK);
        long allocated = 0;
        for (int round = 0; round < 2; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                metrics.on(attempt);
                metrics.on(request);
            }
            allocated = (threads.getCurrentThreadAllocatedBytes() - before) / 1_000;
        }

        assertThat(allocated).isLessThan(256);
    }
}
