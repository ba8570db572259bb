package dev.ponder.app.models;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.api.serving.tensor.Tensor;

/** Returns its input. */
@ServedModel("echo")
class EchoModel implements InferenceModel {

    @Override
    public Object predict(Object input, ModelCall call) {
        if (input instanceof InferRequest request) {
            Tensor output = request.inputs().get(0).named("output-0");
            return new InferResponse(call.model(), request.id(), request.parameters(), List.of(output));
        }
        if (input instanceof JsonNode body && (body.has("inputs") || body.has("instances"))) {
            return Map.of("predictions", body.has("inputs") ? body.get("inputs") : body.get("instances"));
        }
        throw ModelException.invalidInput("body: neither instances nor inputs (expected one of them)");
    }

    @Override
    public Object explain(Object input, ModelCall call) {
        return predict(input, call);
    }
}
