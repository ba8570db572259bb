package dev.ponder.kserve.v1.models;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Streams items with delays, and returns other results at once. */
@NonBlocking
@ServedModel("measured")
class TimedModel implements InferenceModel {

    @Override
    public Object predict(Object input, ModelCall call) {
        return switch (((JsonNode) input).path("kind").asText()) {
            case "stream" -> Multi.createFrom().items("a", "b", "c", "d").onItem()
                    .transformToUniAndConcatenate(
                            item -> Uni.createFrom().item(item).onItem().delayIt().by(Duration.ofMillis(90)));
            case "fail" -> throw ModelException.failed("broke down", null);
            default -> Map.of("predictions", List.of());
        };
    }

    @Override
    public Object explain(Object input, ModelCall call) {
        return Map.of("explanations", List.of());
    }
}
