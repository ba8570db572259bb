package dev.ponder.api;

import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

import dev.ponder.api.chat.ChatRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * One run of a strategy: the request, and all that the strategy may do about it.
 *
 * <p>Nothing happens before a returned pipeline is subscribed to, and every subscription makes its calls anew. Calls
 * are counted, limited, timed, retried while they open, and cancelled with the request.
 */
public interface Inference {

    /** The client's request, without what concerns only its delivery ({@code stream}, {@code n}) and our own fields. */
    ChatRequest request();

    /** How many choices the client wants ({@code n}), at least 1; a strategy that keeps a pool hands out runners-up. */
    int choices();

    /** The strategy's settings for this request. */
    Settings settings();

    /**
     * Makes one call whose answer the client does not see. Fails with an {@link
     * dev.ponder.api.error.InferenceException}.
     */
    Uni<Answer> ask(Prompt prompt);

    /**
     * Draws {@code n} candidates in parallel and emits each when it is complete. Each has a seed of its own when the
     * request has one. Uses the upstream's {@code n} parameter where the model is known to support it.
     *
     * <p>A candidate lost to a transient failure is left out, as long as the request's quorum ({@code ponder.quorum};
     * all candidates of a smaller sample) can still be reached. The failure after which it cannot be reached fails the
     * pipeline, and so does a rejection of the request (400, 401, 403, 404), at once. Cancelling stops all calls.
     *
     * @param n 1 or more
     */
    Multi<Candidate> sample(Prompt prompt, int n);

    /**
     * Draws one candidate for each prompt in parallel, for prompts to different models: a candidate's index is that of
     * its prompt. Seeds, quorum and cancellation are those of {@link #sample(Prompt, int)}. A candidate is also left
     * out when its model rejects the prompt with a 400 or when the budget does not allow its call, because the other
     * models may still answer.
     *
     * @param prompts 1 or more
     */
    Multi<Candidate> sample(List<Prompt> prompts);

    /**
     * The same as {@link #sample(Prompt, int)} with one call for each candidate, for strategies that stop early:
     * cancelling saves the candidates that are still being generated, but each call pays for the prompt.
     *
     * @param n 1 or more
     */
    Multi<Candidate> sampleIndividually(Prompt prompt, int n);

    /**
     * Makes the call that writes the answer: its parts as they are generated, ending with one {@link
     * AnswerPart.Finish}.
     */
    Multi<AnswerPart> answer(Prompt prompt);

    /** Tells those who watch how far the strategy is. Cheap, never fails, and never part of the answer. */
    void progress(Progress progress);

    /** What is left to spend. */
    Budget budget();

    /** Chance, seeded by the request's {@code seed} where it has one. For use by this run only. */
    RandomGenerator random();

    /** Time. */
    Clock clock();
}
