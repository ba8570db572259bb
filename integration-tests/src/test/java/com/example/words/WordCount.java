package com.example.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import io.smallrye.mutiny.Multi;

/** Counts the words of texts. */
@ServedModel("words")
class WordCount implements InferenceModel {

    @Override
    public Object predict(Object input, ModelCall call) {
        if (!(input instanceof JsonNode body) || !body.path("instances").isArray()) {
            throw ModelException.invalidInput("instances: missing (expected a list of texts)");
        }
        List<Integer> counts = new ArrayList<>();
        body.path("instances").forEach(text -> counts.add(text.asText().split("\\s+").length));
        return call.wantsStream() ? Multi.createFrom().iterable(counts) : Map.of("predictions", counts);
    }
}
