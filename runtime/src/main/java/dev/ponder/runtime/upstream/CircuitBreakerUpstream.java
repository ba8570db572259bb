package dev.ponder.runtime.upstream;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** An upstream that is left alone while its circuit is open. A call counts by how it ends, a stream by its end. */
final class CircuitBreakerUpstream extends DecoratedUpstream {

    private final CircuitBreaker circuit;

    CircuitBreakerUpstream(Upstream upstream, CircuitBreaker circuit) {
        super(upstream);
        this.circuit = circuit;
    }

    @Override
    <T> Uni<T> around(Uni<T> call) {
        return Uni.createFrom().deferred(() -> {
            CircuitBreaker.Attempt attempt = circuit.attempt();
            return attempt.begins().chain(() -> call)
                    .onTermination().invoke((item, failure, cancelled) -> attempt.end(failure));
        });
    }

    @Override
    <T> Multi<T> around(Multi<T> call) {
        return Multi.createFrom().deferred(() -> {
            CircuitBreaker.Attempt attempt = circuit.attempt();
            return attempt.begins().onItem().transformToMulti(permitted -> call)
                    .onItem().invoke(item -> RelayFailures.of(item).ifPresentOrElse(attempt::end, attempt::answers))
                    .onTermination().invoke((failure, cancelled) -> attempt.end(failure));
        });
    }
}
