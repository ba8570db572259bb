package dev.ponder.app.models;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;

/** Fails with the error that the body names. */
@ServedModel("fail")
class FailModel implements InferenceModel {

    @Override
    public Object predict(Object input, ModelCall call) {
        String kind = input instanceof JsonNode body ? body.path("kind").asText() : "";
        return switch (kind) {
            case "invalid" -> throw ModelException.invalidInput("bad input");
            case "infer" -> throw ModelException.failed("inference failed", null);
            case "notready" -> throw ModelException.notReady(call.model(), "later");
            case "notimpl" -> throw ModelException.notImplemented("nope");
            case "headers" -> Map.of("h", call.headers());
            default -> throw new IllegalStateException("generic");
        };
    }
}
