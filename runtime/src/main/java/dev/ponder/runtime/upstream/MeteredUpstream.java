package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.metrics.InferenceMetrics;
import dev.ponder.runtime.metrics.OutcomeTag;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Reports the outcome, duration and usage of calls. Streams are measured until they end. */
final class MeteredUpstream extends DecoratedUpstream {

    private final InferenceMetrics metrics;
    private final Clock clock;

    MeteredUpstream(Upstream upstream, InferenceMetrics metrics, Clock clock) {
        super(upstream);
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    <T> Uni<T> around(Uni<T> call) {
        return Uni.createFrom().deferred(() -> {
            Instant start = clock.instant();
            return call.onItem().invoke(this::reportUsage)
                    .onTermination().invoke((item, failure, cancelled) -> ended(start, failure, cancelled));
        });
    }

    @Override
    <T> Multi<T> around(Multi<T> call) {
        return Multi.createFrom().deferred(() -> {
            Instant start = clock.instant();
            return call.onItem().invoke(this::reportUsage)
                    .onTermination().invoke((failure, cancelled) -> ended(start, failure, cancelled));
        });
    }

    private void reportUsage(Object item) {
        if (item instanceof Completion completion) {
            metrics.tokensUsed(name(), completion.usage());
        } else if (item instanceof StreamEvent.Used used) {
            metrics.tokensUsed(name(), used.usage());
        } else if (item instanceof RelayPart.Used used) {
            metrics.tokensUsed(name(), used.usage());
        }
    }

    private void ended(Instant start, @Nullable Throwable failure, boolean cancelled) {
        metrics.callEnded(name(), OutcomeTag.of(failure, cancelled), Duration.between(start, clock.instant()));
    }
}
