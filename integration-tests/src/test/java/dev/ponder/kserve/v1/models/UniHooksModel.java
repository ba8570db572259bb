package dev.ponder.kserve.v1.models;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Its hooks do not block; their results are emitted on another thread. */
@ServedModel("by-uni")
class UniHooksModel implements InferenceModel {

    @Override
    public Uni<String> preprocess(Object payload, ModelCall call) {
        return elsewhere(ThreadMarks.mark(ThreadMarks.text(payload), "preprocess", call));
    }

    @Override
    public Uni<String> predict(Object input, ModelCall call) {
        return elsewhere(ThreadMarks.mark((String) input, "predict", call));
    }

    @Override
    public Uni<String> explain(Object input, ModelCall call) {
        return elsewhere(ThreadMarks.mark((String) input, "explain", call));
    }

    @Override
    public Uni<String> postprocess(Object output, ModelCall call) {
        return elsewhere(ThreadMarks.mark((String) output, "postprocess", call));
    }

    private static Uni<String> elsewhere(String text) {
        return Uni.createFrom().item(text).emitOn(Infrastructure.getDefaultWorkerPool());
    }
}
