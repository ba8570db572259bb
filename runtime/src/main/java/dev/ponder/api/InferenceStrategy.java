package dev.ponder.api;

import dev.ponder.api.chat.ChatRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A technique that makes extra upstream calls to get a better answer. A class implements exactly one of the four kinds,
 * which determines how its answer is streamed.
 *
 * <p><b>Threads.</b> One instance serves all requests concurrently and keeps no state of a request in fields. Methods
 * run on an event loop and must not block. <b>Cancellation.</b> A returned pipeline contains every pipeline that it
 * starts, so that cancelling it stops all calls. Calls that are still running when the answer is complete are cancelled
 * by the engine. <b>Budget.</b> Calls beyond the request's limits fail with {@link dev.ponder.api.error.BudgetExceeded}.
 * <b>Errors.</b> Methods fail the pipeline with an {@link dev.ponder.api.error.InferenceException}; the client receives
 * any other exception as an internal error. An error is never the text of an answer.
 */
public sealed interface InferenceStrategy {

    /**
     * The maximum cost with these settings. Must be a pure function; called before the first call of a request.
     */
    default Cost cost(Settings settings) {
        return Cost.SINGLE_CALL;
    }

    /**
     * The request that the strategies before this one in a pipeline answer when they write a draft for it. By default the
     * same request; a strategy that brings the answer into its final form removes the parameters that would force the form
     * on the draft.
     */
    default ChatRequest draftRequest(ChatRequest request) {
        return request;
    }

    /** The last call writes the answer, so its tokens are streamed as they are generated. */
    non-sealed interface Streaming extends InferenceStrategy {

        /** The answer's parts as they are generated, ending with one {@link AnswerPart.Finish}. */
        Multi<AnswerPart> stream(Inference inference);
    }

    /** Chooses among complete answers. A stream is emulated from the chosen one, if the configuration allows it. */
    non-sealed interface Buffered extends InferenceStrategy {

        /** The chosen answer. Its {@linkplain Answer#runnersUp() runners-up} become further choices if the client wants some. */
        Uni<Answer> answer(Inference inference);
    }

    /** Rewrites the request. The next strategy of the pipeline, or a plain call, answers it and determines streaming. */
    non-sealed interface Transform extends InferenceStrategy {

        /** The request that the next strategy answers. */
        Uni<ChatRequest> transform(Inference inference);
    }

    /** Changes the request to the next strategy and the parts of its answer, which are streamed as the next one streams. */
    non-sealed interface Wrapper extends InferenceStrategy {

        /** The parts for the client, made from the parts of {@code next}. */
        Multi<AnswerPart> around(Inference inference, Next next);
    }

    /** The rest of a pipeline, as a {@link Wrapper} sees it. */
    @FunctionalInterface
    interface Next {

        /** Answers the request. Each subscription runs the rest of the pipeline once. */
        Multi<AnswerPart> answer(ChatRequest request);

        /** Whether the rest is one plain call, because no strategy follows. */
        default boolean plain() {
            return false;
        }
    }
}
