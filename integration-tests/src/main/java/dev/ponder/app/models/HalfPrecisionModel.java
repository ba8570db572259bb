package dev.ponder.app.models;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import dev.ponder.api.serving.tensor.Datatype;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.api.serving.tensor.Tensor;

/** Returns its numbers in single and in half precision. */
@ServedModel("fp16")
class HalfPrecisionModel implements InferenceModel {

    @Override
    public InferResponse predict(Object input, ModelCall call) {
        if (!(input instanceof InferRequest request)) {
            throw ModelException.notImplemented("Model " + call.model() + " takes tensors alone.");
        }
        Tensor numbers = request.input("fp32_input").filter(tensor -> tensor.datatype() == Datatype.FP32)
                .orElseThrow(() -> ModelException.invalidInput(
                        "inputs: " + request.inputs() + " (expected fp32_input of datatype FP32)"));
        return InferResponse.to(request, call.model(), numbers.as(Datatype.FP16).named("fp16_output"),
                numbers.named("fp32_output"));
    }
}
