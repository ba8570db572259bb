package dev.ponder.runtime.metrics;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** What is measured of the answers of one upstream. */
final class UpstreamMeters {

    private static final Duration[] FIRST_CHUNKS = Histograms.seconds(.05, .1, .2, .4, .8, 1.6, 3.2, 6.4, 12.8, 25.6,
            51.2);
    private static final Duration[] TOKENS = Histograms.seconds(.005, .01, .02, .04, .08, .16, .32, .64, 1.28);

    private final Counter input;
    private final Counter output;
    private final Counter cached;
    private final Counter reasoning;
    private final Timer firstChunk;
    private final Timer betweenTokens;

    UpstreamMeters(MeterRegistry meters, String upstream) {
        var tags = Tags.of("upstream", upstream);
        input = meters.counter("gen_ai.client.inference.usage.input_tokens", tags);
        output = meters.counter("gen_ai.client.inference.usage.output_tokens", tags);
        cached = meters.counter("gen_ai.client.inference.usage.cache_read.input_tokens", tags);
        reasoning = meters.counter("gen_ai.client.inference.usage.reasoning.output_tokens", tags);
        firstChunk = Timer.builder("gen_ai.client.inference.time_to_first_chunk").tags(tags)
                .serviceLevelObjectives(FIRST_CHUNKS).register(meters);
        betweenTokens = Timer.builder("ponder.upstream.time.between.tokens").tags(tags)
                .serviceLevelObjectives(TOKENS).register(meters);
    }

    void used(Usage usage) {
        input.increment(usage.promptTokens());
        output.increment(usage.completionTokens());
        cached.increment(usage.cachedTokens());
        reasoning.increment(usage.reasoningTokens());
    }

    /**
     * A stream ended.
     *
     * @param first from the start to the first chunk
     * @param usage null if the upstream reported none
     */
    void streamed(Duration first, Duration duration, @Nullable Usage usage, boolean complete) {
        firstChunk.record(first);
        if (complete && usage != null && usage.completionTokens() > 1) {
            betweenTokens.record(duration.minus(first).dividedBy(usage.completionTokens() - 1));
        }
    }
}
