package dev.ponder.runtime.rest.kserve;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.Conversation;
import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.StreamFormat;
import dev.ponder.api.serving.tensor.InferRequest;
import dev.ponder.api.serving.tensor.InferResponse;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.engine.ChoiceAccumulator;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.http.PonderHeaders;
import dev.ponder.runtime.rest.http.RequestOrigins;
import dev.ponder.runtime.rest.inference.ChatInvoker;
import dev.ponder.runtime.rest.inference.InferenceResponder;
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
@Singleton
class ChatPredictor {

    private final ModelPipeline pipeline;
    private final ChatInvoker invoker;
    private final PredictionWriter predictions;
    private final PredictResponder responder;
    private final InferenceResponder answers;
    private final ItemJsonWriter json;

    ChatPredictor(ModelPipeline pipeline, ChatInvoker invoker, PonderConfig config, PredictResponder responder,
            InferenceResponder answers, ItemJsonWriter json) {
        this.pipeline = pipeline;
        this.invoker = invoker;
        this.predictions = new PredictionWriter(config.reasoningField());
        this.responder = responder;
        this.answers = answers;
        this.json = json;
    }

    /** V1: prompts or conversations in, predictions out. */
    Uni<Response> predict(RegisteredModel model, String chatModel, V1Request received, ModelRequest call,
            HttpServerRequest request) {
        return pipeline.chat(model, firstItem -> {
            ChatInstances instances = instances(received, call);
            boolean stream = instances.stream() || call.wantsStream();
            return start(chatModel, instances.conversations(), instances.parameters(), stream, request)
                    .chain(run -> stream
                            ? answers.stream(run, encoder(run, firstItem, call, received), Optional.empty(), request)
                            : answers.whole(run, encoder(run, firstItem, call, received), Optional.empty()));
        });
    }

    /** V2: a tensor of prompts in, a tensor of texts out. */
    Uni<InferResponse> infer(RegisteredModel model, String chatModel, InferRequest inputs, ModelRequest call,
            HttpServerRequest request) {
        return pipeline.chat(model, firstItem -> {
            TextTensors texts = TextTensors.of(inputs, chatModel);
            List<Conversation> prompts = texts.prompts().stream().map(ChatInstances::prompt).toList();
            return start(chatModel, prompts, texts.parameters(), false, request)
                    .chain(run -> run.parts().collect().in(ChoiceAccumulator::new, ChoiceAccumulator::add)
                            .invoke(choices -> PonderHeaders.of(run).forEach(call::respondWith)))
                    .map(choices -> texts.response(chatModel, PredictionWriter.answers(choices)));
        });
    }

    private Uni<InferenceRun> start(String chatModel, List<Conversation> conversations, ObjectNode parameters,
            boolean stream, HttpServerRequest request) {
        return invoker.invoke(chatModel, conversations, parameters, stream, RequestOrigins.of(request));
    }

    private PredictionEncoder encoder(InferenceRun run, Runnable firstItem, ModelRequest call, V1Request received) {
        StreamItemEncoder items = call.acceptsJsonOnly()
                ? StreamItemEncoder.ofArray(json)
                : new StreamItemEncoder(call.accepted().or(() -> Optional.of(StreamFormat.NDJSON)), json);
        return new PredictionEncoder(run, predictions, items, firstItem, responder, call, received);
    }

    private static ChatInstances instances(V1Request received, ModelRequest call) {
        if (received.payload() instanceof JsonNode body) {
            return ChatInstances.of(body);
        }
        throw RequestException.invalid(null, "body: bytes of type '" + call.header("content-type")
                + "' (expected a JSON object with instances)");
    }
}
