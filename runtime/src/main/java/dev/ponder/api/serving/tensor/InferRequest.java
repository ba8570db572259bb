package dev.ponder.api.serving.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An inference request of V2. Immutable.
 *
 * @param id the client's id of the request; null if there is none
 * @param parameters for the model or the server: strings, numbers, booleans
 * @param inputs at least one, with distinct names
 * @param outputs the requested outputs in their order, with distinct names; empty for all outputs
 */
public record InferRequest(@Nullable String id, Map<String, JsonNode> parameters, List<Tensor> inputs,
        List<RequestedOutput> outputs) {

    /** @throws IllegalArgumentException if there is no input, or a name occurs twice */
    public InferRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("inputs: none (expected at least one tensor)");
        }
        Names.requireDistinct("inputs", inputs, Tensor::name);
        Names.requireDistinct("outputs", outputs, RequestedOutput::name);
    }

    /** A request for all outputs. */
    public static InferRequest of(Tensor... inputs) {
        return new InferRequest(null, Map.of(), List.of(inputs), List.of());
    }

    /** The input of this name; empty if there is none. */
    public Optional<Tensor> input(String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
    }
}
