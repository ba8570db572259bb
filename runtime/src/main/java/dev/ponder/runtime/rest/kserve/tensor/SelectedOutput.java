package dev.ponder.runtime.rest.kserve.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.tensor.Datatype;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.api.serving.tensor.RequestedOutput;
import dev.ponder.api.serving.tensor.Tensor;

/** An output of a response, and whether it is written as binary data. */
record SelectedOutput(Tensor tensor, boolean binary) {

    private static final String ALL_BINARY = "binary_data_output";
    private static final String BINARY = "binary_data";

    SelectedOutput {
        if (!binary && (tensor.datatype() == Datatype.FP16 || tensor.datatype() == Datatype.BF16)) {
            throw RequestException.invalid("outputs", "outputs: '" + tensor.name() + "' is " + tensor.datatype()
                    + ", which has no JSON format (expected binary_data: true in the parameters of this output,"
                    + " or binary_data_output: true in those of a request without outputs)");
        }
    }

    /** The outputs that the request names, in its order; all outputs if it names none. */
    static List<SelectedOutput> of(InferRequest request, InferResponse response) {
        List<SelectedOutput> selected = new ArrayList<>();
        for (RequestedOutput output : request.outputs()) {
            Tensor tensor = response.output(output.name()).orElseThrow(() -> RequestException.invalid("outputs",
                    "Unexpected inference output '" + output.name() + "' for model '" + response.modelName() + "'"));
            boolean binary = flag(output.parameters(), BINARY, "outputs." + output.name() + ".parameters.");
            selected.add(new SelectedOutput(tensor, binary));
        }
        if (request.outputs().isEmpty()) {
            boolean binary = allBinary(request);
            response.outputs().forEach(tensor -> selected.add(new SelectedOutput(tensor, binary)));
        }
        return selected;
    }

    /** Checks the parameters that select a format before the model computes anything. */
    static void checkParameters(InferRequest request) {
        allBinary(request);
        for (int i = 0; i < request.outputs().size(); i++) {
            flag(request.outputs().get(i).parameters(), BINARY, "outputs[" + i + "].parameters.");
        }
    }

    private static boolean allBinary(InferRequest request) {
        return flag(request.parameters(), ALL_BINARY, "parameters.");
    }

    private static boolean flag(Map<String, JsonNode> parameters, String name, String parent) {
        JsonNode value = parameters.get(name);
        if (value != null && !value.isBoolean()) {
            throw InferErrors.at(parent + name, InferErrors.shortened(value.toString()), "true or false");
        }
        return value != null && value.booleanValue();
    }
}
