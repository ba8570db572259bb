package dev.ponder.api.serving.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An inference response of V2. Immutable.
 *
 * @param modelName the name of the model
 * @param id the id of the request; null if it has none
 * @param parameters of the response as a whole: strings, numbers, booleans
 * @param outputs all outputs, requested or not, with distinct names
 */
public record InferResponse(String modelName, @Nullable String id, Map<String, JsonNode> parameters,
        List<Tensor> outputs) {

    /** @throws IllegalArgumentException if a name occurs twice */
    public InferResponse {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        outputs = List.copyOf(outputs);
        Names.requireDistinct("outputs", outputs, Tensor::name);
    }

    /** A response with these outputs, without an id or parameters. */
    public static InferResponse of(String modelName, Tensor... outputs) {
        return new InferResponse(modelName, null, Map.of(), List.of(outputs));
    }

    /** A response with these outputs and the id of the request. */
    public static InferResponse to(InferRequest request, String modelName, Tensor... outputs) {
        return new InferResponse(modelName, request.id(), Map.of(), List.of(outputs));
    }

    /** The output of this name; empty if there is none. */
    public Optional<Tensor> output(String name) {
        return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
    }
}
