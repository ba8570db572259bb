package dev.ponder.api.serving.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a model that computes with tensors answers.
 *
 * @param modelName the model
 * @param id the id of the request; null when it had none
 * @param parameters about the answer as a whole: strings, numbers, booleans
 * @param outputs all outputs, whether they were asked for or not, each of another name
 */
public record InferResponse(String modelName, @Nullable String id, Map<String, JsonNode> parameters,
        List<Tensor> outputs) {

    /** Copies what it is given, and refuses names that come twice. */
    public InferResponse {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        outputs = List.copyOf(outputs);
        Names.requireDistinct("outputs", outputs, Tensor::name);
    }

    /** These outputs and nothing else. */
    public static InferResponse of(String modelName, Tensor... outputs) {
        return new InferResponse(modelName, null, Map.of(), List.of(outputs));
    }

    /** The answer to this request, by its id. */
    public static InferResponse to(InferRequest request, String modelName, Tensor... outputs) {
        return new InferResponse(modelName, request.id(), Map.of(), List.of(outputs));
    }

    /** The output of this name. */
    public Optional<Tensor> output(String name) {
        return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
    }
}
