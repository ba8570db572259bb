package dev.ponder.kserve.v1.models;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;

/** Its hooks may block. */
@ServedModel("by-value")
class ValueHooksModel implements InferenceModel {

    @Override
    public String preprocess(Object payload, ModelCall call) {
        return ThreadMarks.mark(ThreadMarks.text(payload), "preprocess", call);
    }

    @Override
    public Object predict(Object input, ModelCall call) {
        return ThreadMarks.mark((String) input, "predict", call);
    }

    @Override
    public Object explain(Object input, ModelCall call) {
        return ThreadMarks.mark((String) input, "explain", call);
    }

    @Override
    public String postprocess(Object output, ModelCall call) {
        return ThreadMarks.mark((String) output, "postprocess", call);
    }
}
