package dev.ponder.runtime.upstream;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.config.UpstreamConfig.CircuitBreakerConfig;
import dev.ponder.runtime.metrics.Gauges;

/**
 * The circuit breakers of an upstream: one for its connections, and one for each model whose calls have failed. The outcome
 * of a call is recorded when the call ends; a cancelled call has none, because clients disconnect for unrelated reasons.
 * The calls of one stage count as one success and one failure at most. Thread-safe.
 */
final class CircuitBreakers {

    /** Clients choose the names of models, so the number of circuit breakers is limited. */
    static final int MAX_MODELS = 200;
    private static final Set<Fault> OF_MODEL = EnumSet.of(Fault.TRUNCATED, Fault.MALFORMED, Fault.FAILED, Fault.TIMEOUT,
            Fault.STALLED);

    private final String upstream;
    private final CircuitBreakerConfig config;
    private final Clock clock;
    private final Gauges gauges;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private final CircuitBreaker connections;
    private final Map<String, CircuitBreaker> models = new LinkedHashMap<>(16, 0.75f, true);

    CircuitBreakers(String upstream, CircuitBreakerConfig config, Clock clock, Gauges gauges) {
        this.upstream = upstream;
        this.config = config;
        this.clock = clock;
        this.gauges = gauges;
        this.connections = circuit("upstream '" + upstream + "'");
        gauges.gauge("ponder.upstream.circuit.open", () -> connections.isClosed() ? 0 : 1, "upstream", upstream);
    }

    private CircuitBreaker circuit(String name) {
        return new CircuitBreaker(name, "ponder.upstreams." + upstream + ".circuit-breaker", config, clock);
    }

    /** Begins a call. Fails while the circuit of the connections or of the model is open. */
    Call begin(UpstreamRequest call) {
        var begun = new Call(call);
        if (config.enabled()) {
            connections.admit(begun);
            try {
                model(call.model()).ifPresent(circuit -> circuit.admit(begun));
            } catch (UpstreamException open) {
                connections.release(begun);
                throw open;
            }
        }
        return begun;
    }

    /** The state of the circuit of the connections: {@code closed}, {@code open} or {@code half_open}. */
    String state() {
        return connections.state();
    }

    /** Whether the next call is admitted by the circuit of the connections. */
    boolean available() {
        return connections.available();
    }

    /** Whether calls of this model are admitted. */
    boolean available(String model) {
        return available() && model(model).map(CircuitBreaker::available).orElse(true);
    }

    /** The models whose circuits are not closed. */
    synchronized List<String> openModels() {
        return models.entrySet().stream().filter(entry -> !entry.getValue().isClosed()).map(Map.Entry::getKey).toList();
    }

    private synchronized Optional<CircuitBreaker> model(String model) {
        return Optional.ofNullable(models.get(model));
    }

    /** The circuit breaker of a model that failed. The one used longest ago makes room for it, if possible a closed one. */
    private synchronized CircuitBreaker created(String model) {
        Optional<CircuitBreaker> known = model(model);
        if (known.isPresent()) {
            return known.get();
        }
        CircuitBreaker circuit = circuit("model '" + model + "' of upstream '" + upstream + "'");
        if (models.size() >= MAX_MODELS) {
            models.remove(models.entrySet().stream().filter(entry -> entry.getValue().isClosed())
                    .map(Map.Entry::getKey).findFirst().orElseGet(() -> models.keySet().iterator().next()));
        }
        models.put(model, circuit);
        if (shown.size() < MAX_MODELS && shown.add(model)) {
            gauges.gauge("ponder.upstream.model.circuit.open",
                    () -> model(model).map(CircuitBreaker::isClosed).orElse(true) ? 0 : 1, "upstream", upstream,
                    "model", model);
        }
        return circuit;
    }

    private static boolean ofConnection(UpstreamException failure) {
        return failure.fault() == Fault.UNREACHABLE || failure.code().equals("connect_timeout");
    }

    /** A call. Its first outcome counts. */
    final class Call {

        private final UpstreamRequest call;
        private final CallGroup group;
        private final Instant begun = clock.instant();
        private boolean ended;

        Call(UpstreamRequest call) {
            this.call = call;
            this.group = call.group();
        }

        /** The first item arrived: the connection works, and a trial call of the model is successful. */
        void answered() {
            if (config.enabled()) {
                once(connections, "success", () -> connections.succeed(this, begun));
                model(call.model()).filter(circuit -> !circuit.isClosed())
                        .ifPresent(circuit -> circuit.succeed(this, begun));
            }
        }

        /** The call ended; a failure of null is a success. */
        synchronized void end(@Nullable Throwable failure) {
            if (ended || !config.enabled()) {
                return;
            }
            ended = true;
            if (failure instanceof UpstreamException known && ofConnection(known)) {
                once(connections, "failure", () -> connections.fail(this, begun, known));
                model(call.model()).ifPresent(circuit -> circuit.release(this));
                return;
            }
            once(connections, "success", () -> connections.succeed(this, begun));
            if (failure instanceof UpstreamException known && OF_MODEL.contains(known.fault())) {
                CircuitBreaker circuit = created(call.model());
                once(circuit, "failure", () -> circuit.fail(this, begun, known));
            } else {
                model(call.model()).ifPresent(circuit -> once(circuit, "success", () -> circuit.succeed(this, begun)));
            }
        }

        /** The call ended, or was cancelled. */
        void end(@Nullable Throwable failure, boolean cancelled) {
            if (cancelled) {
                cancel();
            } else {
                end(failure);
            }
        }

        /** The call was cancelled. */
        synchronized void cancel() {
            if (!ended && config.enabled()) {
                ended = true;
                connections.release(this);
                model(call.model()).ifPresent(circuit -> circuit.release(this));
            }
        }

        /** The outcome of a trial call always counts. */
        private void once(CircuitBreaker circuit, String outcome, Runnable count) {
            if (!circuit.isClosed() || group.counts(circuit, outcome)) {
                count.run();
            }
        }
    }
}
