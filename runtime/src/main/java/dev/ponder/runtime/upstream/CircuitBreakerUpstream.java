package dev.ponder.runtime.upstream;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Rejects calls while the circuit of its upstream is open. */
final class CircuitBreakerUpstream extends DecoratedUpstream {

    private final CircuitBreaker circuit;

    CircuitBreakerUpstream(Upstream upstream, CircuitBreaker circuit) {
        super(upstream);
        this.circuit = circuit;
    }

    @Override
    <T> Uni<T> around(Uni<T> call) {
        return Uni.createFrom().deferred(() -> {
            CircuitBreaker.Call permitted = circuit.begin();
            return call.onTermination().invoke((item, failure, cancelled) -> permitted.end(failure));
        });
    }

    @Override
    <T> Multi<T> around(Multi<T> call) {
        return Multi.createFrom().deferred(() -> {
            CircuitBreaker.Call permitted = circuit.begin();
            return call
                    .onItem()
                    .invoke(item -> RelayFailures.of(item).ifPresentOrElse(permitted::end, permitted::answered))
                    .onTermination().invoke((failure, cancelled) -> permitted.end(failure));
        });
    }
}
