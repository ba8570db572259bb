package dev.ponder.runtime.rest.kserve;

import java.util.List;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.inference.ChatInvoker;
import dev.ponder.runtime.rest.inference.PonderHeaders;
import dev.ponder.runtime.rest.kserve.chat.ChatInstances;
import dev.ponder.runtime.rest.kserve.chat.PredictionWriter;
import dev.ponder.runtime.rest.kserve.chat.TextTensors;
import dev.ponder.runtime.rest.kserve.cloudevents.V1Request;
import dev.ponder.runtime.serving.ModelPipeline;
import dev.ponder.runtime.serving.ModelRequest;
import dev.ponder.runtime.serving.RegisteredModel;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Answers V1 and V2 for chat models without hook methods: the engine answers, as for {@code generate}. */
@ApplicationScoped
class ChatPredictor {

    private final ModelPipeline pipeline;
    private final ChatInvoker invoker;
    private final PredictionWriter predictions;
    private final PredictResponder responder;
    private final StreamResponder streams;

    ChatPredictor(ModelPipeline pipeline, ChatInvoker invoker, PonderConfig config, PredictResponder responder,
            StreamResponder streams) {
        this.pipeline = pipeline;
        this.invoker = invoker;
        this.predictions = new PredictionWriter(config.reasoningField());
        this.responder = responder;
        this.streams = streams;
    }

    /** V1: prompts or conversations in, predictions out. */
    Uni<Response> predict(RegisteredModel model, String chatModel, V1Request received, ModelRequest call,
            HttpServerRequest request) {
        return pipeline.chat(model, firstItem -> {
            ChatInstances instances = instances(received, call);
            boolean stream = instances.stream() || call.wantsStream();
            Uni<InferenceRun> started = start(chatModel, instances.conversations(), instances.parameters(), stream,
                    call);
            return stream
                    ? started.chain(run -> streams.stream(predictions.pieces(run).onItem().invoke(firstItem), call,
                            responder.eventHeaders(call, received), request))
                    : started.chain(run -> PredictionWriter.answers(run)
                            .chain(answers -> responder.whole(predictions.whole(answers, run), call, received)));
        });
    }

    /** V2: a tensor of prompts in, a tensor of texts out. */
    Uni<InferResponse> infer(RegisteredModel model, String chatModel, InferRequest request, ModelRequest call) {
        return pipeline.chat(model, firstItem -> {
            TextTensors texts = TextTensors.of(request, model.name());
            List<JsonNode> prompts = texts.prompts().stream().map(ChatInstances::prompt)
                    .collect(Collectors.toUnmodifiableList());
            return start(chatModel, prompts, texts.parameters(), false, call).chain(PredictionWriter::answers)
                    .map(answers -> texts.response(model.name(), answers));
        });
    }

    private Uni<InferenceRun> start(String chatModel, List<JsonNode> conversations, ObjectNode parameters,
            boolean stream, ModelRequest call) {
        return invoker.begin(chatModel, conversations, parameters, stream, call.header(PonderHeaders.STRATEGY))
                .invoke(run -> PonderHeaders.of(run).forEach(call::respondWith));
    }

    private static ChatInstances instances(V1Request received, ModelRequest call) {
        if (received.payload() instanceof JsonNode body) {
            return ChatInstances.of(body);
        }
        throw ModelException.invalidInput("body: bytes of type '" + call.header("content-type")
                + "' (expected a JSON object with instances)");
    }
}
