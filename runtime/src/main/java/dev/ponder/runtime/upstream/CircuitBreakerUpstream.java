package dev.ponder.runtime.upstream;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Rejects calls while the circuit of their upstream or model is open. */
final class CircuitBreakerUpstream extends DecoratedUpstream {

    private final CircuitBreakers circuits;

    CircuitBreakerUpstream(Upstream upstream, CircuitBreakers circuits) {
        super(upstream);
        this.circuits = circuits;
    }

    @Override
    <T> Uni<T> around(Uni<T> reply, UpstreamRequest call) {
        return Uni.createFrom().deferred(() -> {
            CircuitBreakers.Call permitted = circuits.begin(call);
            return reply.onTermination().invoke((item, failure, cancelled) -> end(permitted, failure, cancelled));
        });
    }

    @Override
    <T> Multi<T> around(Multi<T> items, UpstreamRequest call) {
        return Multi.createFrom().deferred(() -> {
            CircuitBreakers.Call permitted = circuits.begin(call);
            return items
                    .onItem().invoke(item -> permitted.answered())
                    .onTermination().invoke((failure, cancelled) -> end(permitted, failure, cancelled));
        });
    }

    private static void end(CircuitBreakers.Call call, @Nullable Throwable failure, boolean cancelled) {
        if (cancelled) {
            call.cancel();
        } else {
            call.end(failure);
        }
    }
}
