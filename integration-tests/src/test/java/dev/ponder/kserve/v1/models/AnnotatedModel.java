package dev.ponder.kserve.v1.models;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Declares by annotations whether its hooks block: the class does, some hooks do not. */
@Blocking
@ServedModel("annotated")
class AnnotatedModel implements InferenceModel {

    @Override
    @NonBlocking
    public String preprocess(Object payload, ModelCall call) {
        return ThreadMarks.mark(ThreadMarks.text(payload), "preprocess", call);
    }

    @Override
    public Uni<String> predict(Object input, ModelCall call) {
        return Uni.createFrom().item(ThreadMarks.mark((String) input, "predict", call));
    }

    @Override
    @NonBlocking
    public Uni<String> explain(Object input, ModelCall call) {
        return Uni.createFrom().item(ThreadMarks.mark((String) input, "explain", call));
    }

    /** The items are created on the thread that requests them. */
    @Override
    public Multi<String> postprocess(Object output, ModelCall call) {
        String marked = ThreadMarks.mark((String) output, "postprocess", call);
        return Multi.createBy().repeating().supplier(() -> marked + "@" + ThreadMarks.now() + "\n").atMost(3);
    }
}
