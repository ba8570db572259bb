package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvents;
import dev.ponder.runtime.event.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Reports the duration, outcome and usage of each call to an upstream, to the end of its stream, and logs failures. */
final class MeteredUpstream implements Upstream {

    private final Upstream upstream;
    private final InferenceEvents events;
    private final Clock clock;
    private final UpstreamFailureLog failures;

    MeteredUpstream(Upstream upstream, InferenceEvents events, Clock clock, UpstreamFailureLog failures) {
        this.upstream = upstream;
        this.events = events;
        this.clock = clock;
        this.failures = failures;
    }

    @Override
    public String name() {
        return upstream.name();
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return Uni.createFrom().deferred(() -> {
            var attempt = new Attempt(call);
            return upstream.complete(call)
                    .onItem().invoke(completion -> attempt.used(completion.usage()))
                    .onTermination().invoke((item, failure, cancelled) -> attempt.finish(failure, cancelled));
        });
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        return metered(call, upstream.stream(call));
    }

    @Override
    public boolean relays(Endpoint endpoint) {
        return upstream.relays(endpoint);
    }

    @Override
    public Multi<RelayPart> relay(RelayCall call) {
        return metered(call, upstream.relay(call));
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return upstream.models();
    }

    private <T> Multi<T> metered(UpstreamRequest call, Multi<T> items) {
        return Multi.createFrom().deferred(() -> {
            var attempt = new Attempt(call);
            return items.onItem().invoke(attempt::track).onTermination().invoke(attempt::finish);
        });
    }

    private final class Attempt {

        private final UpstreamRequest call;
        private final Instant start = clock.instant();
        private @Nullable Usage usage;
        private @Nullable Throwable refusal;

        Attempt(UpstreamRequest call) {
            this.call = call;
        }

        void track(Object item) {
            if (item instanceof StreamEvent.Used report) {
                used(report.usage());
            } else if (item instanceof RelayPart.Used report) {
                used(report.usage());
            } else if (item instanceof RelayPart.Head head) {
                refusal = RelayFailures.status(head).orElse(null);
            }
        }

        /** A later report of a stream replaces an earlier one. */
        void used(Usage report) {
            usage = report;
        }

        void finish(@Nullable Throwable failure, boolean cancelled) {
            Instant end = clock.instant();
            Throwable cause = failure == null ? refusal : failure;
            if (cause != null) {
                failures.failed(call.model(), cause);
            }
            events.publish(AttemptFinished.class, () -> new AttemptFinished(end, call.id(), name(),
                    Outcome.of(cause, cancelled), usage, Duration.between(start, end)));
        }
    }
}
