package dev.ponder.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import com.sun.management.ThreadMXBean;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.Overloaded;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.PriceConfig;
import dev.ponder.runtime.event.CallId;
import dev.ponder.runtime.event.InferenceEvent.AnswerStarted;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestCourse;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestRejected;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.event.RequestOrigin;
import dev.ponder.runtime.price.PriceTable;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.security.ClientLimits;
import dev.ponder.runtime.security.RequestCaps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class MicrometerInferenceMetricsTest {

    private static final RequestInfo REQUEST = new RequestInfo("/v1/chat/completions", "m", "moa", "moa", "native",
            true);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Map<String, PriceConfig> PRICES = Map.of("m", new PriceConfig() {

        @Override
        public double input() {
            return 100;
        }

        @Override
        public double output() {
            return 500;
        }

        @Override
        public OptionalDouble cachedInput() {
            return OptionalDouble.empty();
        }
    });

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MicrometerInferenceMetrics metrics = new MicrometerInferenceMetrics(meters,
            new PriceTable(PRICES, "USD"), List.of());

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

    private static RequestFinished answered(String client, RequestCourse course) {
        var origin = new RequestOrigin("/v1/chat/completions", "", Map.of(), new ApiClient(client, List.of(), List.of(),
                Optional.empty(), false, RequestCaps.NONE, ClientLimits.NONE));
        return new RequestFinished(Instant.EPOCH, "r", new RequestInfo(origin, "m", "moa", "moa", "emulated", true),
                Outcome.OK, 5, Usage.NONE, SECOND, course);
    }

    @Test
    void aStrategyIsMeasuredByItsCallsItsDepthAndWhatItSaved() {
        metrics.on(answered("", new RequestCourse(SECOND, 3, 120, Usage.of(50, 20))));
        metrics.on(answered("", new RequestCourse(SECOND, 1, 0, Usage.of(5, 2))));

        assertThat(meters.get("ponder.strategy.calls").tags("strategy", "moa").summary().totalAmount()).isEqualTo(10);
        assertThat(meters.get("ponder.strategy.depth").tags("strategy", "moa").summary().max()).isEqualTo(3);
        assertThat(meters.get("ponder.strategy.tokens.saved").tags("strategy", "moa").counter().count())
                .isEqualTo(120);
        assertThat(meters.get("ponder.strategy.streams").tags("strategy", "moa", "mode", "emulated").counter().count())
                .isEqualTo(2);
    }

    /** 10 input tokens for 100 and 3 output tokens for 500, each for a million. */
    @Test
    void aClientIsChargedWhatItsCallsUsed() {
        metrics.on(new AttemptFinished(Instant.EPOCH, new CallId("r", 1), "a", "chat", "m", Outcome.OK, Usage.of(10, 3),
                null, SECOND));
        metrics.on(answered("team-a", new RequestCourse(null, 1, 0, Usage.of(10, 3))));

        assertThat(meters.get("ponder.cost").tags("client", "team-a", "strategy", "moa").counter().count())
                .isEqualTo(0.0025);
        assertThat(meters.get("ponder.tokens").tags("client", "team-a", "type", "output").counter().count())
                .isEqualTo(3);
    }

    /** An identity provider may name any number of clients. */
    @Test
    void theNumberOfClientsIsBounded() {
        for (int i = 0; i < 1_000; i++) {
            metrics.on(answered("client-" + i, RequestCourse.NONE));
        }

        assertThat(meters.find("ponder.cost").counters()).hasSize(201);
        assertThat(meters.find("ponder.cost").tags("client", "other").counter()).isNotNull();
    }

    @Test
    void errorsAndCancellationsAreCountedByPhase() {
        metrics.on(request(Outcome.of(null, true)));
        metrics.on(request(new Outcome(false, BudgetExceeded.deadlineExceeded("late"))));
        metrics.on(new RequestRejected(Instant.EPOCH, RequestOrigin.UNKNOWN, new Overloaded("full", 1)));
        metrics.on(new RequestRejected(Instant.EPOCH, RequestOrigin.UNKNOWN, RequestException.invalid("n", "n")));
        metrics.on(new RequestRejected(Instant.EPOCH, RequestOrigin.UNKNOWN, RequestException.forbidden("n", "n")));

        assertThat(meters.get("ponder.cancellations").tags("phase", "answer").counter().count()).isEqualTo(1);
        assertThat(meters.find("ponder.errors").counters()).extracting(counter -> counter.getId().getTag("phase"))
                .containsExactlyInAnyOrder("answer", "queue", "request", "access");
    }

    /** 9 tokens after the first one, in 1800 ms. */
    @Test
    void aStreamIsMeasuredByItsFirstChunkAndTheTimeBetweenTokens() {
        metrics.on(
                new AttemptFinished(Instant.EPOCH, new CallId("r", 1), "a", "chat", "m", Outcome.OK, Usage.of(10, 10),
                        Duration.ofMillis(200), Duration.ofSeconds(2)));

        assertThat(meters.get("gen_ai.client.inference.time_to_first_chunk").tags("upstream", "a").timer()
                .totalTime(TimeUnit.MILLISECONDS)).isEqualTo(200);
        assertThat(meters.get("ponder.upstream.time.between.tokens").tags("upstream", "a").timer()
                .totalTime(TimeUnit.MILLISECONDS)).isEqualTo(200);
    }

    /** A look-up in the registry allocates about 1 KB. */
    @Test
    void anEventAllocatesAlmostNothing() {
        var free = new MicrometerInferenceMetrics(meters, new PriceTable(Map.of(), "USD"), List.of());
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AttemptFinished attempt = attempt("a", Outcome.OK);
        RequestFinished request = request(Outcome.OK);
        long allocated = 0;
        for (int round = 0; round < 2; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                free.on(attempt);
                free.on(request);
            }
            allocated = (threads.getCurrentThreadAllocatedBytes() - before) / 1_000;
        }

        assertThat(allocated).isLessThan(256);
    }
}
