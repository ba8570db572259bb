package dev.ponder.api.serving;

import java.util.List;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.tensor.TensorMetadata;

/**
 * A model behind KServe's V1 ({@code :predict}, {@code :explain}) and V2 ({@code infer}) protocols. A request passes
 * {@link #preprocess}, then {@link #predict} or {@link #explain}, then {@link #postprocess}; each is given what the one
 * before it came to.
 *
 * <p><b>Payload.</b> The first hook is given a {@code JsonNode} (a V1 body: an object, or missing where the body is
 * empty), a {@code byte[]} (a V1 body of another content type), or an {@code InferRequest} (V2).
 *
 * <p><b>Results.</b> A hook returns a value, a {@code Uni} (or {@code CompletionStage}) of one, or a {@code Multi} (any
 * {@code Flow.Publisher}). A
 * stream is handed to the next hook as a {@code Multi}; one that leaves {@link #postprocess} makes a streaming
 * response. Anything else that leaves it is the reply: an {@code InferResponse} for V2; for V1
 * a {@code String} or {@code byte[]} as it is, all else as Jackson writes it. Items of a stream may be all of these.
 *
 * <p><b>Threads.</b> A hook that is declared to return a {@code Uni}, a {@code Multi} or another of these is called on
 * an event loop and must not block; any other is called on a worker thread. {@code @Blocking} and {@code @NonBlocking}
 * on the method or the class say otherwise.
 *
 * <p><b>Cancellation.</b> When the client leaves, the {@code Uni} or {@code Multi} of the hook under way is cancelled.
 *
 * <p><b>Errors.</b> {@link ModelException}s reach the client with their status and message. Of any other failure the
 * client learns only that there was one, and the log holds it. Instances are shared by all requests.
 *
 * @see <a href="https://github.com/kserve/open-inference-protocol">Open Inference Protocol</a>
 */
public interface InferenceModel {

    /**
     * Makes the model ready to answer; called at the start of the server and when the repository loads it. It may take
     * its time.
     *
     * @return anything, or a {@code Uni} of it; {@code false} and failures leave the model not ready
     */
    default Object load() {
        return true;
    }

    /** Lets go of what {@link #load} took; called when the repository unloads it and at the server's end. */
    default Object unload() {
        return true;
    }

    /** Whether a loaded model answers just now. Asked on every request, on an event loop: must be cheap. */
    default boolean ready() {
        return true;
    }

    /** The tensors it takes, for its metadata. */
    default List<TensorMetadata> inputs() {
        return List.of();
    }

    /** The tensors it returns, for its metadata. */
    default List<TensorMetadata> outputs() {
        return List.of();
    }

    /** Makes the input of the model from the payload. */
    default Object preprocess(Object payload, ModelCall call) {
        return payload;
    }

    /** Answers. */
    Object predict(Object input, ModelCall call);

    /** Explains an answer. Without an explainer this is refused with 501. */
    default Object explain(Object input, ModelCall call) {
        throw ModelException.notImplemented("Model " + call.model() + " has no explainer.");
    }

    /** Makes the reply from what the model returned. */
    default Object postprocess(Object output, ModelCall call) {
        return output;
    }
}
