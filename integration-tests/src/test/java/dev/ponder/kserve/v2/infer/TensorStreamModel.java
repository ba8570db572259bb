package dev.ponder.kserve.v2.infer;

import java.util.List;

import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.api.serving.tensor.Tensor;
import io.smallrye.mutiny.Multi;

/** Streams a response without an id for each of three steps, and fails at the step that the request names. */
@ServedModel("v2-stream")
class TensorStreamModel implements InferenceModel {

    @Override
    public Multi<InferResponse> predict(Object input, ModelCall call) {
        var request = (InferRequest) input;
        String failing = request.parameters().getOrDefault("fail", TextNode.valueOf("")).asText();
        Multi<InferResponse> steps = Multi.createFrom().range(0, 3).map(step -> InferResponse.of(call.model(),
                Tensor.ofStrings("step", List.of("s" + step), 1)));
        return switch (failing) {
            case "first" -> Multi.createFrom().failure(ModelException.invalidInput("no step at all"));
            case "second" -> Multi.createBy().concatenating().streams(steps.select().first(1),
                    Multi.createFrom().failure(ModelException.failed("the second step broke", null)));
            default -> steps;
        };
    }
}
