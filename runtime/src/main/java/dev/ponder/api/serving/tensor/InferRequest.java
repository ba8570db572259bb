package dev.ponder.api.serving.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a client asks of a model that computes with tensors.
 *
 * @param id what the client calls this request; null when it does not say
 * @param parameters for the model or the server: strings, numbers, booleans
 * @param inputs at least one, each of another name
 * @param outputs which outputs are wanted, in this order, each once; empty for all
 */
public record InferRequest(@Nullable String id, Map<String, JsonNode> parameters, List<Tensor> inputs,
        List<RequestedOutput> outputs) {

    /** Copies what it is given, and refuses names that come twice and a request without inputs. */
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

    /** The input of this name. */
    public Optional<Tensor> input(String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
    }
}
