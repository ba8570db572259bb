package dev.ponder.kserve.v1.models;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Its hooks return a {@code Multi}. */
@ServedModel("by-multi")
class MultiHooksModel implements InferenceModel {

    @Override
    public Multi<String> preprocess(Object payload, ModelCall call) {
        String marked = ThreadMarks.mark(ThreadMarks.text(payload), "preprocess", call);
        return Multi.createFrom().items("1" + marked, "2" + marked).emitOn(Infrastructure.getDefaultWorkerPool());
    }

    @Override
    public Multi<String> predict(Object input, ModelCall call) {
        return marked(input, "predict", call);
    }

    @Override
    public Multi<String> explain(Object input, ModelCall call) {
        return marked(input, "explain", call);
    }

    @Override
    public Multi<String> postprocess(Object output, ModelCall call) {
        return marked(output, "postprocess", call).map(text -> text + "\n");
    }

    private static Multi<String> marked(Object items, String mark, ModelCall call) {
        ThreadMarks.mark("", mark, call);
        return ((Multi<?>) items).map(text -> text + " " + mark + "@" + ThreadMarks.now());
    }
}
