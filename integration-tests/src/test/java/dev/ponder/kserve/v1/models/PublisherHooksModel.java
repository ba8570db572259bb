package dev.ponder.kserve.v1.models;

import java.util.concurrent.Flow;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import io.smallrye.mutiny.Multi;

/** Its hooks return a {@code Flow.Publisher}, but receive a {@code Multi} from the hook before. */
@ServedModel("by-publisher")
class PublisherHooksModel implements InferenceModel {

    @Override
    public Flow.Publisher<String> preprocess(Object payload, ModelCall call) {
        String marked = ThreadMarks.mark(ThreadMarks.text(payload), "preprocess", call);
        return bare(Multi.createFrom().items("1" + marked, "2" + marked));
    }

    @Override
    public Flow.Publisher<String> predict(Object input, ModelCall call) {
        return marked(input, "predict", call);
    }

    @Override
    public Flow.Publisher<String> explain(Object input, ModelCall call) {
        return marked(input, "explain", call);
    }

    @Override
    public Flow.Publisher<String> postprocess(Object output, ModelCall call) {
        return marked(((Multi<?>) output).map(text -> text), "postprocess", call);
    }

    private static Flow.Publisher<String> marked(Object items, String mark, ModelCall call) {
        ThreadMarks.mark("", mark, call);
        return bare(((Multi<?>) items).map(text -> text + " " + mark + "@" + ThreadMarks.now()));
    }

    private static Flow.Publisher<String> bare(Multi<String> items) {
        return items::subscribe;
    }
}
