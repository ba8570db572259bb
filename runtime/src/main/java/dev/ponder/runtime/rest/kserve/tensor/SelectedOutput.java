package dev.ponder.runtime.rest.kserve.tensor;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.tensor.Datatype;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.api.serving.tensor.RequestedOutput;
import dev.ponder.api.serving.tensor.Tensor;

/** An output that goes to the client, and how. */
record SelectedOutput(Tensor tensor, boolean binary) {

    SelectedOutput {
        if (!binary && (tensor.datatype() == Datatype.FP16 || tensor.datatype() == Datatype.BF16)) {
            throw RequestException.invalid("outputs", "outputs: '" + tensor.name() + "' is " + tensor.datatype()
                    + ", which has no form in JSON (expected binary_data: true in the parameters of this output,"
                    + " or binary_data_output: true in those of a request without outputs)");
        }
    }

    /** Those that the request names, in its order; all when it names none. */
    static List<SelectedOutput> of(InferRequest request, InferResponse response) {
        List<SelectedOutput> wanted = new ArrayList<>();
        for (RequestedOutput output : request.outputs()) {
            Tensor tensor = response.output(output.name()).orElseThrow(() -> RequestException.invalid("outputs",
                    "Unexpected inference output '" + output.name() + "' for model '" + response.modelName() + "'"));
            wanted.add(new SelectedOutput(tensor, BinaryDataParameters.of(output)));
        }
        if (request.outputs().isEmpty()) {
            boolean binary = BinaryDataParameters.ofAll(request);
            response.outputs().forEach(tensor -> wanted.add(new SelectedOutput(tensor, binary)));
        }
        return wanted;
    }
}
