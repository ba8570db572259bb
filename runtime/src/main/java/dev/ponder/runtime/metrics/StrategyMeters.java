package dev.ponder.runtime.metrics;

import java.time.Duration;

import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** What is measured of the requests of one strategy. */
final class StrategyMeters {

    private static final Duration[] FIRST_PARTS = Histograms.seconds(.1, .2, .4, .8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2,
            102.4);

    private final Timer firstPart;
    private final DistributionSummary calls;
    private final DistributionSummary depth;
    private final Counter saved;
    private final Counter nativeStreams;
    private final Counter emulatedStreams;

    StrategyMeters(MeterRegistry meters, String strategy) {
        var tags = Tags.of("strategy", strategy);
        firstPart = Timer.builder("ponder.strategy.time.to.first.part").tags(tags)
                .serviceLevelObjectives(FIRST_PARTS).register(meters);
        calls = DistributionSummary.builder("ponder.strategy.calls").tags(tags)
                .serviceLevelObjectives(1, 2, 3, 5, 8, 13, 21, 34, 55, 89).register(meters);
        depth = DistributionSummary.builder("ponder.strategy.depth").tags(tags)
                .serviceLevelObjectives(1, 2, 3, 4, 6, 8, 12, 16).register(meters);
        saved = meters.counter("ponder.strategy.tokens.saved", tags);
        nativeStreams = meters.counter("ponder.strategy.streams", tags.and("mode", "native"));
        emulatedStreams = meters.counter("ponder.strategy.streams", tags.and("mode", "emulated"));
    }

    void answerStarted(Duration duration) {
        firstPart.record(duration);
    }

    void finished(RequestFinished event) {
        calls.record(event.calls());
        depth.record(event.course().depth());
        if (!event.outcome().failed() && !event.outcome().cancelled()) {
            saved.increment(event.course().savedTokens());
        }
        if (event.request().streamed()) {
            (event.request().mode().equals("native") ? nativeStreams : emulatedStreams).increment();
        }
    }
}
