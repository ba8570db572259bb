package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.AttemptStarted;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.event.Outcome;

/** Reports the duration, outcome and usage of the calls to one upstream, and logs failures. */
final class UpstreamMeter {

    private final Upstream server;
    private final String upstream;
    private final String address;
    private final InferenceEvents events;
    private final Clock clock;
    private final UpstreamFailureLog failures;

    /** @param address where the upstream is, without secrets */
    UpstreamMeter(Upstream server, String address, InferenceEvents events, Clock clock, UpstreamFailureLog failures) {
        this.server = server;
        this.upstream = server.name();
        this.address = address;
        this.events = events;
        this.clock = clock;
        this.failures = failures;
    }

    /** @param streamed whether the upstream is asked for a stream */
    Attempt begin(UpstreamRequest call, boolean streamed) {
        var attempt = new Attempt(call, streamed);
        events.publish(AttemptStarted.class, () -> new AttemptStarted(attempt.start, call.id(), upstream,
                server.provider(), address, call.operation(), call.model(), streamed));
        return attempt;
    }

    /** One call, to the end of its stream. */
    final class Attempt {

        private final UpstreamRequest call;
        private final boolean streamed;
        private final Instant start = clock.instant();
        private @Nullable Usage usage;
        private @Nullable Duration firstChunk;

        Attempt(UpstreamRequest call, boolean streamed) {
            this.call = call;
            this.streamed = streamed;
        }

        /** A part of the response arrived. */
        void answered() {
            if (streamed && firstChunk == null) {
                firstChunk = Duration.between(start, clock.instant());
            }
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
                    call.operation(), call.model(), Outcome.of(failure, cancelled), usage, firstChunk,
                    Duration.between(start, end)));
        }
    }
}
