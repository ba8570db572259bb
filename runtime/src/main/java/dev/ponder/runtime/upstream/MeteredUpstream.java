package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.metrics.InferenceMetrics;
import dev.ponder.runtime.metrics.Outcome;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** An upstream whose calls are counted and timed to the end of their streams. */
final class MeteredUpstream implements Upstream {

    private final Upstream upstream;
    private final InferenceMetrics metrics;
    private final Clock clock;

    MeteredUpstream(Upstream upstream, InferenceMetrics metrics, Clock clock) {
        this.upstream = upstream;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public String name() {
        return upstream.name();
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return Uni.createFrom().deferred(() -> {
            Instant start = clock.instant();
            return upstream.complete(call)
                    .onItem().invoke(completion -> metrics.tokensUsed(name(), completion.usage()))
                    .onTermination().invoke((completion, failure, cancelled) -> ended(start, failure, cancelled));
        });
    }

    @Override
    public Uni<Multi<StreamEvent>> stream(UpstreamCall call) {
        return Uni.createFrom().deferred(() -> {
            Instant start = clock.instant();
            return unopened(start, upstream.stream(call))
                    .map(events -> events
                            .onItem().invoke(this::noteUsage)
                            .onTermination().invoke((failure, cancelled) -> ended(start, failure, cancelled)));
        });
    }

    @Override
    public Uni<RelayedReply> relay(Buffer body, boolean streaming) {
        return Uni.createFrom().deferred(() -> {
            Instant start = clock.instant();
            return unopened(start, upstream.relay(body, streaming))
                    .map(reply -> new RelayedReply(reply.status(), reply.headers(), reply.body()
                            .onTermination().invoke((failure, cancelled) -> ended(start, failure, cancelled))));
        });
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return upstream.models();
    }

    /** A call that never opened ends here; an opened one ends with its stream. */
    private <T> Uni<T> unopened(Instant start, Uni<T> opening) {
        return opening
                .onFailure().invoke(failure -> ended(start, failure, false))
                .onCancellation().invoke(() -> ended(start, null, true));
    }

    private void noteUsage(StreamEvent event) {
        if (event instanceof StreamEvent.Used used) {
            metrics.tokensUsed(name(), used.usage());
        }
    }

    private void ended(Instant start, @Nullable Throwable failure, boolean cancelled) {
        metrics.callEnded(name(), Outcome.of(failure, cancelled), Duration.between(start, clock.instant()));
    }
}
