package dev.ponder.runtime.rest.kserve.generate;

import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.engine.ChoiceAccumulator;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.rest.http.JsonResponses;
import dev.ponder.runtime.rest.inference.AnswerEncoder;
import dev.ponder.runtime.rest.inference.AnswerPartSplitter;
import dev.ponder.runtime.rest.kserve.KServeError;
import dev.ponder.runtime.rest.kserve.chat.PredictionWriter;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/** Writes one answer in the format of the generate extension. Reasoning and tool calls have no field in it. */
final class GenerateEncoder implements AnswerEncoder {

    private final String model;
    private final @Nullable String version;
    private final GenerateRequest request;
    private boolean empty = true;

    GenerateEncoder(String model, @Nullable String version, GenerateRequest request) {
        this.model = model;
        this.version = version;
        this.request = request;
    }

    @Override
    public Response.ResponseBuilder whole(ChoiceAccumulator choices) {
        return JsonResponses.builder(whole(PredictionWriter.answers(choices).get(0)));
    }

    private ObjectNode whole(Answer answer) {
        ObjectNode json = json(answer.text());
        if (request.details()) {
            ObjectNode details = json.putObject("details")
                    .put("finish_reason", finishReason(answer.finishReason()));
            details.putArray("logprobs");
        }
        return json;
    }

    @Override
    public Buffer encode(ChoicePart part) {
        var events = Buffer.buffer();
        if (part.part() instanceof AnswerPart.Finish finish) {
            finish(finish, events);
            return events;
        }
        AnswerPartSplitter.of(part.part()).stream()
                .filter(AnswerPart.Text.class::isInstance).map(AnswerPart.Text.class::cast)
                .filter(text -> !text.text().isEmpty())
                .forEach(text -> events.appendBuffer(SseWriter.event(json(text.text()))));
        return events;
    }

    /** A stream has at least one event, even if the answer is empty. */
    private void finish(AnswerPart.Finish finish, Buffer events) {
        if (request.details()) {
            ObjectNode json = json("");
            json.putObject("details").put("finish_reason", finishReason(finish.reason()));
            events.appendBuffer(SseWriter.event(json));
        } else if (empty) {
            events.appendBuffer(SseWriter.event(json("")));
        }
    }

    @Override
    public Buffer failure(InferenceException failure) {
        return SseWriter.event(KServeError.of(failure));
    }

    private ObjectNode json(String text) {
        empty = false;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (request.id() != null) {
            json.put("id", request.id());
        }
        json.put("model_name", model);
        if (version != null) {
            json.put("model_version", version);
        }
        return json.put("text_output", text);
    }

    /** The protocol's name for {@code stop}; other reasons have no name in it and keep their own. */
    private static String finishReason(FinishReason reason) {
        return reason.equals(FinishReason.STOP) ? "eos_token" : reason.value();
    }
}
