package dev.ponder.runtime.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Answer;
import dev.ponder.api.Finding;
import dev.ponder.api.Prompt;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.InferenceEvent.AnswerStarted;
import dev.ponder.runtime.event.InferenceEvent.ChoiceFinished;
import dev.ponder.runtime.event.InferenceEvent.FindingReported;
import dev.ponder.runtime.event.InferenceEvent.RequestCourse;
import dev.ponder.runtime.event.InferenceEvent.RequestDelegated;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestStarted;
import dev.ponder.runtime.event.InferenceEvent.RunInputs;
import io.smallrye.mutiny.Multi;

/** Reports the events of one request, with ids and times. Thread-safe. */
public final class RequestTrace {

    private final RunRegistry registry;
    private final String id;
    private final RequestInfo request;
    private final List<ChatRequest> prompts;
    private final @Nullable RunInputs inputs;
    private final InferenceEvents events;
    private final Clock clock;
    private final AtomicInteger stages = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final Set<String> degraded = new CopyOnWriteArraySet<>();
    private final AtomicBoolean answering = new AtomicBoolean();
    private final AtomicInteger depth = new AtomicInteger();
    private final AtomicLong savedTokens = new AtomicLong();
    private volatile @Nullable Duration firstPart;
    private volatile Instant started;

    RequestTrace(RunRegistry registry, String id, RequestInfo request, List<ChatRequest> prompts,
            @Nullable RunInputs inputs, InferenceEvents events, Clock clock) {
        this.registry = registry;
        this.id = id;
        this.request = request;
        this.prompts = prompts;
        this.inputs = inputs;
        this.events = events;
        this.clock = clock;
        this.started = clock.instant();
    }

    /**
     * The same parts, reported and registered from subscription to termination. To be subscribed to once.
     *
     * @param usage what the request used so far
     * @param atEnd runs before the end is reported, so that what it cancels is reported first
     */
    public <T> Multi<T> observe(Multi<T> parts, Supplier<Usage> usage, Runnable atEnd) {
        return Multi.createFrom().deferred(() -> {
            start();
            return parts
                    .onItem().invoke(item -> answering())
                    .onTermination().invoke((failure, cancelled) -> {
                        atEnd.run();
                        finish(failure, cancelled, usage.get());
                    });
        });
    }

    /** The request starts. Called once; {@link #finish} must follow. */
    public void start() {
        started = clock.instant();
        registry.add(this);
        events.publish(RequestStarted.class, () -> new RequestStarted(started, id, request, prompts, inputs));
    }

    /** A part of the answer was emitted. Reported the first time. */
    public void answering() {
        if (!answering.get() && answering.compareAndSet(false, true)) {
            Duration elapsed = elapsed();
            firstPart = elapsed;
            events.publish(AnswerStarted.class, () -> new AnswerStarted(clock.instant(), id, request, elapsed));
        }
    }

    /**
     * The request ends.
     *
     * @param failure null if it did not fail
     * @param usage what the request used
     */
    public void finish(@Nullable Throwable failure, boolean cancelled, Usage usage) {
        finish(failure, cancelled, usage, usage);
    }

    /**
     * A relayed request ends.
     *
     * @param failure null if it did not fail
     * @param used what the upstream reported
     */
    public void finishRelayed(@Nullable Throwable failure, boolean cancelled, Usage used) {
        finish(failure, cancelled, Usage.NONE, used);
    }

    private void finish(@Nullable Throwable failure, boolean cancelled, Usage usage, Usage used) {
        registry.remove(this);
        if (failure != null) {
            registry.failed(failure);
        }
        events.publish(RequestFinished.class, () -> new RequestFinished(clock.instant(), id, request,
                Outcome.of(failure, cancelled), calls.get(), usage, elapsed(),
                new RequestCourse(firstPart, depth.get(), savedTokens.get(), used)));
    }

    /** A stage of the request. */
    public StageTrace stage(String strategy, Prompt prompt, String model, String upstream) {
        return new StageTrace(this, stages.incrementAndGet(), strategy, prompt, model, upstream, events, clock);
    }

    /** The depth of a stage that begins now: it follows all stages that have a result. */
    int nextDepth() {
        return depth.get() + 1;
    }

    /** A stage has a result. */
    void reached(int stageDepth) {
        depth.accumulateAndGet(stageDepth, Math::max);
    }

    /** Calls of a stage were not needed. */
    void saved(long tokens) {
        savedTokens.addAndGet(tokens);
    }

    /** Reports what a strategy found. */
    public void report(String strategy, Finding finding) {
        if (finding instanceof Finding.Degraded lacking) {
            degraded.add(strategy + ": " + lacking.reason());
        }
        events.publish(FindingReported.class, () -> new FindingReported(clock.instant(), id, strategy, finding));
    }

    /** Reports that a strategy left the request to others. */
    public void delegated(String strategy, List<String> delegates) {
        events.publish(RequestDelegated.class,
                () -> new RequestDelegated(clock.instant(), id, strategy, delegates));
    }

    /** Why strategies could not do their work, in the order of their reports and each reason once; empty if they could. */
    public List<String> degraded() {
        return List.copyOf(degraded);
    }

    /** Whether to report complete choices, for which the caller has to collect their parts. */
    public boolean wantsChoices() {
        return events.wanted(ChoiceFinished.class);
    }

    /** Reports a complete choice. */
    public void choice(int choice, Answer answer) {
        events.publish(ChoiceFinished.class, () -> new ChoiceFinished(clock.instant(), id, choice, answer));
    }

    /** The id of the request's next call. */
    public CallId nextCall() {
        return new CallId(id, calls.incrementAndGet(), request.origin());
    }

    /** The request's id. */
    public String id() {
        return id;
    }

    RunningRequest snapshot() {
        return new RunningRequest(id, request, started, calls.get());
    }

    private Duration elapsed() {
        return Duration.between(started, clock.instant());
    }
}
