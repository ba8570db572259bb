package dev.ponder.runtime.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Prompt;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.InferenceEvent.CallFinished;
import dev.ponder.runtime.event.InferenceEvent.CallStarted;
import dev.ponder.runtime.event.InferenceEvent.CandidateSampled;
import dev.ponder.runtime.event.InferenceEvent.StageFinished;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Reports the events of one stage and its calls, with ids and times. Thread-safe. */
public final class StageTrace {

    private final RequestTrace request;
    private final int id;
    private final String strategy;
    private final Prompt prompt;
    private final String model;
    private final String upstream;
    private final InferenceEvents events;
    private final Clock clock;
    private int depth;
    private int answers;
    private long answerTokens;

    StageTrace(RequestTrace request, int id, String strategy, Prompt prompt, String model, String upstream,
            InferenceEvents events, Clock clock) {
        this.request = request;
        this.id = id;
        this.strategy = strategy;
        this.prompt = prompt;
        this.model = model;
        this.upstream = upstream;
        this.events = events;
        this.clock = clock;
    }

    /** The stage's name. */
    public String name() {
        return prompt.stage();
    }

    /** The same items, reported from subscription to termination. To be subscribed to once. */
    public <T> Multi<T> observe(Multi<T> items) {
        return unwanted() ? items : Multi.createFrom().deferred(() -> {
            Instant started = start();
            return items.onTermination().invoke((failure, cancelled) -> finish(started, failure, cancelled));
        });
    }

    /** The same item, reported from subscription to termination. To be subscribed to once. */
    public <T> Uni<T> observe(Uni<T> item) {
        return unwanted() ? item : Uni.createFrom().deferred(() -> {
            Instant started = start();
            return item.onTermination().invoke((value, failure, cancelled) -> finish(started, failure, cancelled));
        });
    }

    /** Reports a candidate. */
    public void sampled(Candidate candidate) {
        events.publish(CandidateSampled.class,
                () -> new CandidateSampled(clock.instant(), request.id(), id, candidate));
    }

    /** Reports that a call started, with what it sends. */
    public CallTrace startCall(Conversation conversation, Map<String, JsonNode> parameters, int choices,
            boolean streamed) {
        begin();
        var call = new CallTrace(request.nextCall(), clock.instant());
        events.publish(CallStarted.class, () -> new CallStarted(call.started, call.id, id, name(), model, upstream,
                conversation, parameters, choices, streamed));
        return call;
    }

    /** A call was not needed: it was cancelled before it got a permit. */
    public void skipped() {
        abandoned(0);
    }

    private synchronized void begin() {
        if (depth == 0) {
            depth = request.nextDepth();
        }
    }

    private synchronized void answered(long tokens) {
        answers++;
        answerTokens += tokens;
        request.reached(depth);
    }

    /** What a call would have generated is what the stage's other calls generated on average. */
    private synchronized void abandoned(long generated) {
        if (answers > 0) {
            request.saved(Math.max(0, answerTokens / answers - generated));
        }
    }

    private boolean unwanted() {
        return !events.wanted(StageStarted.class) && !events.wanted(StageFinished.class);
    }

    private Instant start() {
        Instant started = clock.instant();
        events.publish(StageStarted.class,
                () -> new StageStarted(started, request.id(), id, strategy, prompt, model, upstream));
        return started;
    }

    private void finish(Instant started, @Nullable Throwable failure, boolean cancelled) {
        events.publish(StageFinished.class, () -> new StageFinished(clock.instant(), request.id(), id,
                Outcome.of(failure, cancelled), Duration.between(started, clock.instant())));
    }

    /** Reports the end of one call. */
    public final class CallTrace {

        private final CallId id;
        private final Instant started;

        private CallTrace(CallId id, Instant started) {
            this.id = id;
            this.started = started;
        }

        /** The call's id. */
        public CallId id() {
            return id;
        }

        /** Whether a listener wants the answers of the call, for which the caller has to collect the parts of a stream. */
        public boolean wantsAnswers() {
            return events.wanted(CallFinished.class);
        }

        /** Reports that the call ended. To be called once. */
        public void finish(Outcome outcome, Usage usage, Supplier<List<Answer>> answers) {
            if (outcome.cancelled()) {
                abandoned(usage.completionTokens());
            } else if (!outcome.failed()) {
                answered(usage.completionTokens());
            }
            events.publish(CallFinished.class, () -> new CallFinished(clock.instant(), id, StageTrace.this.id, outcome,
                    usage, answers.get(), Duration.between(started, clock.instant())));
        }
    }
}
