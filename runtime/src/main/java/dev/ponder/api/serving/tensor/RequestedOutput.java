package dev.ponder.api.serving.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An output that a request names.
 *
 * @param name the name of the tensor
 * @param parameters for this output, such as {@code binary_data}: strings, numbers, booleans
 */
public record RequestedOutput(String name, Map<String, JsonNode> parameters) {

    /** Copies the parameters, keeping their order. */
    public RequestedOutput {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** An output without parameters. */
    public static RequestedOutput of(String name) {
        return new RequestedOutput(name, Map.of());
    }
}
