package dev.ponder.app.models;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;

/** Sets a header of its response, streamed or not. */
@ServedModel("hdrs")
class HeadersModel implements InferenceModel {

    @Override
    public Object predict(Object input, ModelCall call) {
        call.respondWith("x-from-model", "yes");
        boolean stream = input instanceof JsonNode body && body.path("stream").asInt() == 1;
        return stream ? Chunks.texts() : Map.of("predictions", List.of(1));
    }
}
