package dev.ponder.app.models;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import io.smallrye.common.annotation.NonBlocking;

/** Streams the kind of items that the body names. */
@ServedModel("stream")
class StreamModel implements InferenceModel {

    @Override
    @NonBlocking
    public Object predict(Object input, ModelCall call) {
        String kind = input instanceof JsonNode body ? body.path("kind").asText("str") : "str";
        return switch (kind) {
            case "bytes" -> Chunks.bytes();
            case "none" -> Map.of("predictions", List.of("plain"));
            case "err" -> Chunks.failingAfterTwo();
            case "err0" -> Chunks.failingAtOnce();
            default -> Chunks.texts();
        };
    }
}
