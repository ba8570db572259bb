package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.event.Outcome;

/** Reports the duration, outcome and usage of the calls to one upstream, and logs failures. */
final class UpstreamMeter {

    private final String upstream;
    private final InferenceEvents events;
    private final Clock clock;
    private final UpstreamFailureLog failures;

    UpstreamMeter(String upstream, InferenceEvents events, Clock clock, UpstreamFailureLog failures) {
        this.upstream = upstream;
        this.events = events;
        this.clock = clock;
        this.failures = failures;
    }

    Attempt begin(UpstreamRequest call) {
        return new Attempt(call);
    }

    /** One call, to the end of its stream. */
    final class Attempt {

        private final UpstreamRequest call;
        private final Instant start = clock.instant();
        private @Nullable Usage usage;

        Attempt(UpstreamRequest call) {
            this.call = call;
        }

        /** A later report of a stream replaces an earlier one. */
        void used(Usage report) {
            usage = report;
        }

        void finish(@Nullable Throwable failure, boolean cancelled) {
            Instant end = clock.instant();
            if (failure != null) {
                failures.failed(call.model(), failure);
            }
            events.publish(AttemptFinished.class, () -> new AttemptFinished(end, call.id(), upstream,
                    Outcome.of(failure, cancelled), usage, Duration.between(start, end)));
        }
    }
}
