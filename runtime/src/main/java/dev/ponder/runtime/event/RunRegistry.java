package dev.ponder.runtime.event;

import java.time.Clock;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.event.InferenceEvent.RunInputs;

/** Lists the requests that are running: from the subscription to their answer until it completes, fails or is cancelled. */
@Singleton
public class RunRegistry {

    private final InferenceEvents events;
    private final Clock clock;
    private final String prefix;
    private final AtomicLong requests = new AtomicLong();
    private final Map<String, RequestTrace> running = new ConcurrentHashMap<>();
    private final Set<Throwable> failures = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    public RunRegistry(InferenceEvents events, Clock clock, RandomGenerator random) {
        this.events = events;
        this.clock = clock;
        this.prefix = Long.toHexString(random.nextLong());
    }

    /** The running requests, oldest first. */
    public List<RunningRequest> running() {
        return running.values().stream().map(RequestTrace::snapshot)
                .sorted(Comparator.comparing(RunningRequest::started).thenComparing(RunningRequest::id)).toList();
    }

    /**
     * Gives a request an id. It is registered when {@link RequestTrace#observe} is subscribed to.
     *
     * @param prompts what it asks; empty for a relayed request
     */
    public RequestTrace trace(RequestInfo request, List<ChatRequest> prompts) {
        return trace(request, prompts, null, events);
    }

    /**
     * The same, for a request that the engine answers.
     *
     * @param inputs what else decides its run; null if listeners may not know
     * @param listener receives this request's events alone; null for none
     */
    public RequestTrace trace(RequestInfo request, List<ChatRequest> prompts, @Nullable RunInputs inputs,
            @Nullable InferenceListener listener) {
        return trace(request, prompts, inputs, listener == null ? events : events.with(listener));
    }

    private RequestTrace trace(RequestInfo request, List<ChatRequest> prompts, @Nullable RunInputs inputs,
            InferenceEvents listeners) {
        return new RequestTrace(this, prefix + "-" + requests.incrementAndGet(), request, prompts, inputs, listeners,
                clock);
    }

    /** Whether a request that had started failed with this failure, so that its end reports it. */
    public boolean reported(Throwable failure) {
        return failures.contains(failure);
    }

    void failed(Throwable failure) {
        failures.add(failure);
    }

    void add(RequestTrace trace) {
        running.put(trace.id(), trace);
    }

    void remove(RequestTrace trace) {
        running.remove(trace.id());
    }
}
