package dev.ponder.api;

import java.time.Clock;
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

    /**
     * How many candidates of a sample must come back, at least 1; of a sample that is smaller, all of them. The {@code
     * sample} methods see to it; a strategy that draws candidates by other calls has to.
     */
    int quorum();

    /** The strategy's settings for this request. */
    Settings settings();

    /**
     * Makes one call whose answer the client does not see. Fails with an {@link
     * dev.ponder.api.error.InferenceException}.
     */
    Uni<Answer> ask(Prompt prompt);

    /**
     * Draws {@code n} candidates in parallel and hands them on as they finish. Each has a seed of its own when the
     * request has one. The upstream's {@code n} is used where it is known to work.
     *
     * <p>A candidate that is lost to a passing fault of the upstream is left out; the pipeline fails with the loss that
     * puts the {@linkplain #quorum() quorum} out of reach, or at once when the upstream refuses the request as such (400, 401, 403, 404). Cancelling stops the calls that
     * are under way.
     *
     * @param n 1 or more
     */
    Multi<Candidate> sample(Prompt prompt, int n);

    /**
     * The same with one call for each candidate, for strategies that stop as soon as enough is known: cancelling then
     * saves the candidates that are still being written, at the price of paying for the prompt each time.
     *
     * @param n 1 or more
     */
    Multi<Candidate> sampleApart(Prompt prompt, int n);

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
