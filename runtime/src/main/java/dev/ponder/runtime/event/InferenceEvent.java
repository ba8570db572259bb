package dev.ponder.runtime.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Finding;
import dev.ponder.api.Prompt;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.InferenceException;

/**
 * Something that happened while a request was answered. A request has stages, one for each prompt that a strategy sends; a
 * stage has calls; a call has attempts, one for each upstream that it reaches. Every start is followed by one finish of
 * the same id, whether it succeeds, fails or is cancelled. A relayed request has attempts, but no stages or calls.
 * Events contain the texts of clients and models. Immutable.
 */
public sealed interface InferenceEvent {

    /** When it happened, by the server's clock. */
    Instant time();

    /** The request, unique across restarts; empty for a call outside of a request. */
    String requestId();

    /**
     * A request passed all checks, and its answer was subscribed to.
     *
     * @param prompts the prompts, at least one; empty for a relayed request, whose body is not read, and
     *        for one with a {@linkplain dev.ponder.api.Strategy#confidential() confidential} strategy
     * @param inputs what else decides the run; null where there are no prompts
     */
    record RequestStarted(Instant time, String requestId, RequestInfo request, List<ChatRequest> prompts,
            @Nullable RunInputs inputs) implements InferenceEvent {

        /** A request whose inputs are unknown. */
        public RequestStarted(Instant time, String requestId, RequestInfo request, List<ChatRequest> prompts) {
            this(time, requestId, request, prompts, null);
        }
    }

    /**
     * What decides the run of a request beside its prompts, its strategies and the answers of the models.
     *
     * @param randomSeed the seed of the random numbers of its strategies
     * @param choices how many choices it asks for, for each prompt
     * @param parameters the values that it sets, by strategy and by the names of the settings' methods
     * @param maxCalls the maximum number of calls
     * @param maxTokens the maximum number of tokens
     * @param deadline its maximum duration
     * @param maxParallelCalls the maximum number of calls at a time
     * @param quorum the number of candidates of a sample that must succeed
     */
    record RunInputs(long randomSeed, int choices, Map<String, Map<String, Object>> parameters, int maxCalls,
            long maxTokens, Duration deadline, int maxParallelCalls, int quorum) {}

    /**
     * A strategy left the request to others.
     *
     * @param strategy the strategy's id
     * @param delegates the ids of the strategies that answer in its place, one after the other
     */
    record RequestDelegated(Instant time, String requestId, String strategy,
            List<String> delegates) implements InferenceEvent {}

    /**
     * The first part of the answer was emitted.
     *
     * @param duration since the request started
     */
    record AnswerStarted(Instant time, String requestId, RequestInfo request,
            Duration duration) implements InferenceEvent {}

    /**
     * The client received a complete choice. Not reported for relayed requests and for those with a
     * {@linkplain dev.ponder.api.Strategy#confidential() confidential} strategy.
     *
     * @param choice the choice's index, from 0
     */
    record ChoiceFinished(Instant time, String requestId, int choice, Answer answer) implements InferenceEvent {}

    /**
     * A request ended, its stream included.
     *
     * @param calls the number of calls that it started
     * @param usage all calls of the request; {@link Usage#NONE} for a relayed request, whose attempt reports it
     * @param course how it went
     */
    record RequestFinished(Instant time, String requestId, RequestInfo request, Outcome outcome, int calls, Usage usage,
            Duration duration, RequestCourse course) implements InferenceEvent {

        /** A request without further measurements. */
        public RequestFinished(Instant time, String requestId, RequestInfo request, Outcome outcome, int calls,
                Usage usage, Duration duration) {
            this(time, requestId, request, outcome, calls, usage, duration, RequestCourse.NONE);
        }
    }

    /**
     * How a request went.
     *
     * @param firstPart from the start to the first part of the answer; null if there was none
     * @param depth the largest number of stages that followed one after another; 0 for a relayed request
     * @param savedTokens an estimate of the output tokens of calls that strategies cancelled or did not start, because
     *        the answers of the stage's other calls were enough
     * @param used what the request used, a relayed one included; {@link Usage#NONE} if the upstream reported nothing
     */
    record RequestCourse(@Nullable Duration firstPart, int depth, long savedTokens, Usage used) {

        /** Of an unknown request. */
        public static final RequestCourse NONE = new RequestCourse(null, 0, 0, Usage.NONE);
    }

    /**
     * A request received an error response before it started: it was malformed, not permitted, or the server was full. It
     * has no other events.
     *
     * @param origin the HTTP request
     * @param failure what the client received
     */
    record RequestRejected(Instant time, RequestOrigin origin, InferenceException failure) implements InferenceEvent {

        /** Empty: it was rejected before it got an id. */
        @Override
        public String requestId() {
            return "";
        }
    }

    /**
     * A strategy sent a prompt.
     *
     * @param stageId its number within the request, from 1
     * @param strategy the strategy's id; {@code none} for a plain call
     * @param prompt the stage's name, messages and parameters
     * @param model the model, also if the prompt names none
     * @param upstream the upstream or upstreams that serve the model
     */
    record StageStarted(Instant time, String requestId, int stageId, String strategy, Prompt prompt, String model,
            String upstream) implements InferenceEvent {}

    /** The responses to a prompt are complete, or the strategy needs no more of them. */
    record StageFinished(Instant time, String requestId, int stageId, Outcome outcome,
            Duration duration) implements InferenceEvent {}

    /**
     * A call of a stage started, after it got a permit.
     *
     * @param conversation the messages that are sent
     * @param parameters the parameters that are sent, which may be fewer than those of the stage's prompt
     * @param choices the number of completions that it asks for, at least 1
     * @param streamed whether a stream is read
     */
    record CallStarted(Instant time, CallId call, int stageId, String stage, String model, String upstream,
            Conversation conversation, Map<String, JsonNode> parameters, int choices,
            boolean streamed) implements InferenceEvent {

        @Override
        public String requestId() {
            return call.requestId();
        }
    }

    /**
     * A call of a stage ended, its stream included.
     *
     * @param usage what was charged; estimated if the upstream did not report it
     * @param answers the completions; the part of a stream that arrived if the call failed or was cancelled
     */
    record CallFinished(Instant time, CallId call, int stageId, Outcome outcome, Usage usage, List<Answer> answers,
            Duration duration) implements InferenceEvent {

        @Override
        public String requestId() {
            return call.requestId();
        }
    }

    /**
     * A request to one upstream starts, before it is sent. The attempts of a call follow one after another.
     *
     * @param upstream the upstream's name
     * @param provider the provider, by the names of OpenTelemetry's conventions
     * @param address the server's address, without secrets
     * @param operation what is asked for: {@code chat}, {@code text_completion}, {@code embeddings} or {@code rerank}
     * @param model the model
     * @param streamed whether a stream is asked for
     */
    record AttemptStarted(Instant time, CallId call, String upstream, String provider, String address, String operation,
            String model, boolean streamed) implements InferenceEvent {

        @Override
        public String requestId() {
            return call.requestId();
        }
    }

    /**
     * A request to one upstream ended. A call that is retried or fails over has several attempts.
     *
     * @param upstream the upstream's name
     * @param operation what was asked for
     * @param model the model
     * @param outcome how it ended
     * @param usage null if the upstream reported none
     * @param firstChunk from the start to the first chunk; null if it is no stream, or none arrived
     */
    record AttemptFinished(Instant time, CallId call, String upstream, String operation, String model, Outcome outcome,
            @Nullable Usage usage, @Nullable Duration firstChunk, Duration duration) implements InferenceEvent {

        /** A call of a chat model that was not streamed. */
        public AttemptFinished(Instant time, CallId call, String upstream, Outcome outcome, @Nullable Usage usage,
                Duration duration) {
            this(time, call, upstream, "chat", "", outcome, usage, null, duration);
        }

        @Override
        public String requestId() {
            return call.requestId();
        }
    }

    /**
     * A stage drew a candidate.
     *
     * @param candidate the candidate, with its index in the sample
     */
    record CandidateSampled(Instant time, String requestId, int stageId,
            Candidate candidate) implements InferenceEvent {}

    /**
     * A strategy counted votes or judged candidates.
     *
     * @param strategy the strategy's id
     */
    record FindingReported(Instant time, String requestId, String strategy,
            Finding finding) implements InferenceEvent {}
}
