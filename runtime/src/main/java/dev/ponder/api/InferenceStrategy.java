package dev.ponder.api;

import dev.ponder.api.chat.ChatRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * A technique that spends extra calls to get a better answer. It implements exactly one of the four kinds; the kind
 * says how its answer is streamed, so the declaration cannot lie.
 *
 * <p><b>Threads.</b> One instance serves all requests at once and keeps no state of a request in fields. Its methods
 * run on event loops and never block. <b>Cancellation.</b> A returned pipeline must contain every pipeline it starts:
 * cancelling it then stops all calls. Whatever is left over when the answer is complete is cancelled by the engine.
 * <b>Budget.</b> Calls beyond the declared {@linkplain #cost cost} or the operator's limits fail with {@link
 * dev.ponder.api.error.BudgetExceeded}. <b>Errors</b> travel in the pipeline; an error is never the text of an answer.
 */
public sealed interface InferenceStrategy {

    /**
     * The most calls, and the depth, that the strategy needs with these settings. Pure; called before the first call.
     */
    default Cost cost(Settings settings) {
        return Cost.SINGLE_CALL;
    }

    /** Its last stage is one generation whose tokens are the answer: it streams truly. */
    non-sealed interface Streaming extends InferenceStrategy {

        /** The answer's parts as they are generated; they end with one {@link AnswerPart.Finish}. */
        Multi<AnswerPart> stream(Inference inference);
    }

    /** Chooses among complete answers: a stream of it is emulated, where the operator allows that. */
    non-sealed interface Buffered extends InferenceStrategy {

        /** The chosen answer; {@linkplain Answer#runnersUp() runners-up} serve a request for several choices. */
        Uni<Answer> answer(Inference inference);
    }

    /** Rewrites the request and leaves the answering to the next in the pipeline: streams as the next does. */
    non-sealed interface Transform extends InferenceStrategy {

        /** The request that the next one answers. */
        Uni<ChatRequest> transform(Inference inference);
    }

    /** Stands around the next: sees the request going in and the parts coming out, so it streams as the next does. */
    non-sealed interface Wrapper extends InferenceStrategy {

        /** The parts for the client, made from those of {@code next}. */
        Multi<AnswerPart> around(Inference inference, Next next);
    }

    /** The rest of a pipeline, seen by a {@link Wrapper}. */
    @FunctionalInterface
    interface Next {

        /** Answers the request; subscribing twice runs the rest of the pipeline twice. */
        Multi<AnswerPart> answer(ChatRequest request);
    }
}
