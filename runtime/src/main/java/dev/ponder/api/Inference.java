package dev.ponder.api;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import dev.ponder.api.chat.ChatRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * One run of a strategy for one request.
 *
 * <p>Pipelines are lazy: calls start on subscription, and each subscription makes its own calls. <b>Threads.</b> Methods
 * do not block; pipelines emit on the request's event loop. <b>Cancellation.</b> Cancelling a pipeline cancels its calls;
 * the engine cancels all calls when the request ends. <b>Budget.</b> The engine limits the calls, their number at a time
 * and their duration, and retries them until the first byte of the response. <b>Errors.</b> Pipelines fail with an {@link
 * dev.ponder.api.error.InferenceException}.
 */
public interface Inference {

    /** The client's request, without {@code stream}, {@code n} and Ponder's own fields. */
    ChatRequest request();

    /**
     * An opaque name of the client: requests with different credentials or other identifying headers have different names.
     * What a strategy keeps for later requests must not be shared between clients, so this is part of its key.
     */
    String client();

    /** The number of choices that the client wants ({@code n}), at least 1. A pool of candidates can fill them all. */
    int choices();

    /** Whether the client reads a stream. */
    boolean streamed();

    /** The strategy's settings for this request. */
    Settings settings();

    /** Makes one call for the strategy itself. */
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
     * Makes the call that writes the client's answer. Emits its parts as they are generated, ending with one {@link
     * AnswerPart.Finish}; if the client reads no stream, the parts are emitted when the answer is complete.
     */
    Multi<AnswerPart> answer(Prompt prompt);

    /**
     * The strategies that can answer this request in place of this one, ordered by id: enabled by the operator, fit for the
     * request's tools and modalities, and able to stream if the client reads a stream. Empty for a strategy that is itself
     * run by {@link #delegate}.
     */
    List<Delegate> delegates();

    /**
     * Runs other strategies as a pipeline in place of this one, with the parameters that the request sets for them. Emits
     * the parts of their answer, ending with one {@link AnswerPart.Finish}. The response names the strategies.
     *
     * @param ids the ids of one or more of {@link #delegates()} whose calls together are at most those that {@link
     *        InferenceStrategy#cost} of this strategy declares; else the returned pipeline fails with an {@link
     *        IllegalArgumentException}
     * @param request the request that they answer
     */
    Multi<AnswerPart> delegate(List<String> ids, ChatRequest request);

    /**
     * Computes a value from texts of the request or of models, for example the answers of candidates. Work on long texts
     * runs on a worker thread, so that it does not hold the event loop of other requests. The value is emitted on the
     * request's event loop.
     *
     * <p>Cancelling discards the value. Fails with the exception that the work throws.
     *
     * @param characters the length of the texts, 0 or more
     * @param work runs once for each subscription; must not use this object
     */
    <T> Uni<T> compute(long characters, Supplier<T> work);

    /**
     * Runs work that blocks, such as reading a file or looking up the address of a host, on a worker thread. The value is
     * emitted on the request's event loop.
     *
     * <p>Cancelling discards the value. Fails with the exception that the work throws.
     *
     * @param work runs once for each subscription; must not use this object
     */
    <T> Uni<T> blocking(Supplier<T> work);

    /**
     * Emits on the request's event loop what a component outside of the engine, such as a process or an HTTP client, emits
     * on any thread. Cancelling cancels the work.
     */
    <T> Uni<T> onEventLoop(Uni<T> work);

    /** Reports progress to clients that ask for it. Cheap, never fails, and not part of the answer. */
    void progress(Progress progress);

    /**
     * Reports votes or scores to listeners such as traces, or that the strategy is {@linkplain Finding.Degraded degraded}
     * also to the client. Cheap, never fails, and has no effect on the answer.
     */
    void report(Finding finding);

    /** What the request may still spend. */
    Budget budget();

    /** Random numbers, seeded by the request's {@code seed} if it has one. Not to be used by other requests. */
    RandomGenerator random();

    /** The server's clock. */
    Clock clock();
}
