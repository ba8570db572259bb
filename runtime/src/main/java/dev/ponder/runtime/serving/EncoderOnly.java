package dev.ponder.runtime.serving;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import io.smallrye.common.annotation.NonBlocking;

/** Stands where a model that only embeds or ranks would have to predict. */
@NonBlocking
final class EncoderOnly implements InferenceModel {

    @Override
    public Object predict(Object input, ModelCall call) {
        throw ModelException.notImplemented("Model " + call.model()
                + " does not predict (expected a request to /v1/embeddings or /v1/rerank).");
    }
}
