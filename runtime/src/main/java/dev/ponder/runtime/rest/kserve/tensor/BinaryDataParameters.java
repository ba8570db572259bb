package dev.ponder.runtime.rest.kserve.tensor;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.RequestedOutput;

/** Which outputs a client wants as binary data. */
final class BinaryDataParameters {

    private static final String OF_ALL = "binary_data_output";
    private static final String OF_ONE = "binary_data";

    private BinaryDataParameters() {
    }

    /** Refuses flags that are none, before anything was computed for them. */
    static void check(InferRequest request) {
        ofAll(request);
        for (int i = 0; i < request.outputs().size(); i++) {
            flag(request.outputs().get(i).parameters(), OF_ONE, "outputs[" + i + "].parameters.");
        }
    }

    /** For outputs that were not named one by one. */
    static boolean ofAll(InferRequest request) {
        return flag(request.parameters(), OF_ALL, "parameters.");
    }

    /** For an output that was named: the flag of all does not concern it. */
    static boolean of(RequestedOutput output) {
        return flag(output.parameters(), OF_ONE, "outputs." + output.name() + ".parameters.");
    }

    private static boolean flag(Map<String, JsonNode> parameters, String name, String parent) {
        JsonNode value = parameters.get(name);
        if (value != null && !value.isBoolean()) {
            throw InferErrors.at(parent + name, InferErrors.shortened(value.toString()), "true or false");
        }
        return value != null && value.booleanValue();
    }
}
