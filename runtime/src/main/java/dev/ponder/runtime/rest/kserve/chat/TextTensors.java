package dev.ponder.runtime.rest.kserve.chat;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.tensor.Datatype;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.api.serving.tensor.RequestedOutput;
import dev.ponder.api.serving.tensor.Tensor;
import dev.ponder.api.serving.tensor.TensorMetadata;

/**
 * A V2 request to a chat model: one tensor of prompts, answered by one tensor of texts of the same shape.
 *
 * @param prompts at least one
 * @param parameters those of a chat completion
 */
public record TextTensors(InferRequest request, List<String> prompts, ObjectNode parameters) {

    /** The input of a chat model. */
    public static final TensorMetadata INPUT = TensorMetadata.of("text_input", Datatype.BYTES, -1);
    /** The output of a chat model. */
    public static final TensorMetadata OUTPUT = TensorMetadata.of("text_output", Datatype.BYTES, -1);

    /** Reads a request. Fails with 400, before a call is made, for anything but one tensor of texts. */
    public static TextTensors of(InferRequest request, String model) {
        Tensor tensor = tensor(request);
        checkOutputs(request, model);
        List<String> prompts = texts(tensor);
        if (prompts.isEmpty()) {
            throw RequestException.invalid(null,
                    "input '" + tensor.name() + "': no element (expected at least one prompt)");
        }
        return new TextTensors(request, prompts, parameters(request.parameters()));
    }

    /** The response to the request. */
    public InferResponse response(String model, List<Answer> answers) {
        long[] shape = request.inputs().get(0).shape().stream().mapToLong(Long::longValue).toArray();
        return InferResponse.to(request, model,
                Tensor.ofStrings(OUTPUT.name(), answers.stream().map(Answer::text).toList(), shape));
    }

    private static Tensor tensor(InferRequest request) {
        Tensor first = request.inputs().get(0);
        if (request.inputs().size() > 1 || first.datatype() != Datatype.BYTES) {
            throw RequestException.invalid(null, "inputs: " + request.inputs() + " (expected one of datatype BYTES)");
        }
        return first;
    }

    private static void checkOutputs(InferRequest request, String model) {
        request.outputs().stream().map(RequestedOutput::name).filter(name -> !name.equals(OUTPUT.name())).findFirst()
                .ifPresent(name -> {
                    throw RequestException.invalid(null,
                            "Unexpected inference output '" + name + "' for model '" + model
                                    + "' (expected " + OUTPUT.name() + ")");
                });
    }

    private static List<String> texts(Tensor prompts) {
        try {
            return List.copyOf(prompts.strings());
        } catch (IllegalStateException notUtf8) {
            throw RequestException.invalid(null, String.valueOf(notUtf8.getMessage()));
        }
    }

    /** {@code binary_data_output} selects the format of the response, so the model does not get it. */
    private static ObjectNode parameters(Map<String, JsonNode> parameters) {
        ObjectNode ofModel = JsonNodeFactory.instance.objectNode();
        ofModel.setAll(parameters);
        ofModel.remove("binary_data_output");
        return ofModel;
    }
}
