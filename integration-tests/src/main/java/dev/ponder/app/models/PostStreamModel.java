package dev.ponder.app.models;

import java.time.Duration;
import java.util.List;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import io.smallrye.mutiny.Multi;

/** Returns a stream from postprocess. */
@ServedModel("poststream")
class PostStreamModel implements InferenceModel {

    @Override
    public Object predict(Object input, ModelCall call) {
        return input;
    }

    @Override
    public Multi<String> postprocess(Object output, ModelCall call) {
        return Chunks.paced(List.of("p0", "p1", "p2"), Duration.ofMillis(100));
    }
}
