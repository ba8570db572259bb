package dev.ponder.runtime.rest.kserve.chat;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.InferenceModel;
import dev.ponder.api.serving.ModelCall;
import dev.ponder.api.serving.tensor.Datatype;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.api.serving.tensor.RequestedOutput;
import dev.ponder.api.serving.tensor.Tensor;
import dev.ponder.api.serving.tensor.TensorMetadata;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.inference.ChatInvoker;
import dev.ponder.runtime.rest.inference.PonderHeaders;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;

/** A model that converses, behind V1 (prompts or messages in, predictions out) and V2 (texts in, texts out). */
@NonBlocking
final class ChatModel implements InferenceModel {

    private static final TensorMetadata INPUT = TensorMetadata.of("text_input", Datatype.BYTES, -1);
    private static final TensorMetadata OUTPUT = TensorMetadata.of("text_output", Datatype.BYTES, -1);

    private final String model;
    private final ChatInvoker conversations;
    private final PredictionWriter predictions;

    ChatModel(String model, ChatInvoker conversations, PredictionWriter predictions) {
        this.model = model;
        this.conversations = conversations;
        this.predictions = predictions;
    }

    @Override
    public List<TensorMetadata> inputs() {
        return List.of(INPUT);
    }

    @Override
    public List<TensorMetadata> outputs() {
        return List.of(OUTPUT);
    }

    @Override
    public Object predict(Object input, ModelCall call) {
        if (input instanceof InferRequest request) {
            return infer(request, call);
        }
        if (input instanceof JsonNode body) {
            return predict(ChatInstances.of(body), call);
        }
        throw ModelException.invalidInput("body: bytes of type '" + call.header("content-type")
                + "' (expected a JSON object with instances)");
    }

    private Uni<?> predict(ChatInstances asked, ModelCall call) {
        boolean stream = asked.stream() || call.wantsStream();
        Uni<InferenceRun> run = begin(asked.conversations(), asked.parameters(), stream, call);
        return stream
                ? run.map(predictions::pieces)
                : run.chain(begun -> PredictionWriter.answers(begun).map(answers -> predictions.whole(answers, begun)));
    }

    private Uni<InferResponse> infer(InferRequest request, ModelCall call) {
        Tensor prompts = prompts(request);
        checkOutputs(request, call);
        long[] shape = prompts.shape().stream().mapToLong(Long::longValue).toArray();
        List<JsonNode> asked = texts(prompts).stream().<JsonNode>map(ChatInstances::prompt).toList();
        if (asked.isEmpty()) {
            throw ModelException
                    .invalidInput("input '" + prompts.name() + "': no element (expected at least one prompt)");
        }
        return begin(asked, parameters(request.parameters()), false, call).chain(PredictionWriter::answers)
                .map(answers -> InferResponse.to(request, call.model(),
                        Tensor.ofStrings(OUTPUT.name(), answers.stream().map(Answer::text).toList(), shape)));
    }

    private Uni<InferenceRun> begin(List<JsonNode> asked, ObjectNode parameters, boolean stream, ModelCall call) {
        return conversations.begin(model, asked, parameters, stream, call.header(PonderHeaders.STRATEGY))
                .invoke(run -> PonderHeaders.of(run).forEach(call::respondWith));
    }

    /** Before anything is spent on them. */
    private static void checkOutputs(InferRequest request, ModelCall call) {
        request.outputs().stream().map(RequestedOutput::name).filter(name -> !name.equals(OUTPUT.name())).findFirst()
                .ifPresent(name -> {
                    throw ModelException.invalidInput("Unexpected inference output '" + name + "' for model '"
                            + call.model() + "' (expected " + OUTPUT.name() + ")");
                });
    }

    private static Tensor prompts(InferRequest request) {
        Tensor first = request.inputs().get(0);
        if (request.inputs().size() > 1 || first.datatype() != Datatype.BYTES) {
            throw ModelException.invalidInput("inputs: " + request.inputs() + " (expected one of datatype BYTES)");
        }
        return first;
    }

    private static List<String> texts(Tensor prompts) {
        try {
            return List.copyOf(prompts.strings());
        } catch (IllegalStateException notText) {
            throw ModelException.invalidInput(String.valueOf(notText.getMessage()));
        }
    }

    /** What the tensor extension says of the reply is not for the model. */
    private static ObjectNode parameters(Map<String, JsonNode> parameters) {
        ObjectNode own = JsonNodeFactory.instance.objectNode();
        own.setAll(parameters);
        own.remove("binary_data_output");
        return own;
    }
}
