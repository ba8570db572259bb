package dev.ponder.api.serving;

import java.util.List;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.tensor.TensorMetadata;

/**
 * A model for KServe's V1 ({@code :predict}, {@code :explain}) and V2 ({@code infer}) protocols. A request passes
 * {@link #preprocess}, then {@link #predict} or {@link #explain}, then {@link #postprocess}; each of these hook methods
 * gets the result of the one before. One instance serves all requests, concurrently.
 *
 * <p><b>Payload.</b> The first hook method gets a {@code JsonNode} (the object of a V1 body, or a missing node for an empty
 * body), a {@code byte[]} (a V1 body of another content type), or an {@code InferRequest} (V2).
 *
 * <p><b>Results.</b> A hook method returns a value, a {@code Uni} or {@code CompletionStage} of a value, or a {@code Multi}
 * or other {@code Flow.Publisher}. The next method gets a stream as a {@code Multi}. A stream that {@link #postprocess}
 * returns is a streaming response. A value is a whole response: an {@code InferResponse} for V2; a {@code String} or
 * {@code byte[]} as it is; any other value as JSON, by Jackson. Stream items may be all of these.
 *
 * <p><b>Threads.</b> A hook method is called on an event loop, and must not block, if its declared return type is one of
 * the asynchronous types above; otherwise it is called on a worker thread. {@code @Blocking} and {@code @NonBlocking} on
 * the method or the class override this.
 *
 * <p><b>Cancellation.</b> When the client disconnects, the {@code Uni} or {@code Multi} of the current method is cancelled.
 *
 * <p><b>Errors.</b> The client gets the status and message of a {@link ModelException}. Any other exception is logged, and
 * the client gets an internal error.
 *
 * @see <a href="https://github.com/kserve/open-inference-protocol">Open Inference Protocol</a>
 */
public interface InferenceModel {

    /**
     * Loads the model. Called at startup and when a client loads the model. Has no timeout.
     *
     * @return any value, or a {@code Uni} of one; after {@code false} or a failure the model is not ready
     */
    default Object load() {
        return true;
    }

    /** Releases the resources of {@link #load}. Called when a client unloads the model, and at shutdown. */
    default Object unload() {
        return true;
    }

    /** Whether a loaded model can answer now. Called on an event loop for every request, so it must be cheap. */
    default boolean ready() {
        return true;
    }

    /** The input tensors, for the model metadata of V2. */
    default List<TensorMetadata> inputs() {
        return List.of();
    }

    /** The output tensors, for the model metadata of V2. */
    default List<TensorMetadata> outputs() {
        return List.of();
    }

    /** Converts the payload to the input of the model. */
    default Object preprocess(Object payload, ModelCall call) {
        return payload;
    }

    /** Computes the output of the model. */
    Object predict(Object input, ModelCall call);

    /** Explains an output. Fails with 501 by default. */
    default Object explain(Object input, ModelCall call) {
        throw ModelException.notImplemented("Model " + call.model() + " has no explainer.");
    }

    /** Converts the output of the model to the response. */
    default Object postprocess(Object output, ModelCall call) {
        return output;
    }
}
