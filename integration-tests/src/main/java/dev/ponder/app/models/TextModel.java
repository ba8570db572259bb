package dev.ponder.app.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.ServedModel;
import dev.ponder.api.serving.tensor.Datatype;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.api.serving.tensor.Tensor;

/** Adds a prefix to each text. */
@ServedModel("text")
class TextModel implements InferenceModel {

    @Override
    public Object predict(Object input, ModelCall call) {
        return input instanceof InferRequest request ? infer(request, call) : predict((JsonNode) input);
    }

    private static InferResponse infer(InferRequest request, ModelCall call) {
        Tensor texts = request.inputs().get(0);
        if (texts.datatype() != Datatype.BYTES) {
            throw ModelException.invalidInput("input '" + texts + "' (expected one of datatype BYTES)");
        }
        long[] shape = texts.shape().stream().mapToLong(Long::longValue).toArray();
        return InferResponse.to(request, call.model(),
                Tensor.ofStrings("output-0", texts.strings().stream().map(TextModel::marked).toList(), shape));
    }

    private static Map<String, List<String>> predict(JsonNode body) {
        if (!body.path("instances").isArray()) {
            throw ModelException.invalidInput("instances: missing (expected a list of texts)");
        }
        var predictions = new ArrayList<String>();
        body.path("instances").forEach(text -> predictions.add(marked(text.asText())));
        return Map.of("predictions", predictions);
    }

    private static String marked(String text) {
        return "out:" + text;
    }
}
