package dev.ponder.runtime.rest.kserve.chat;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.rest.error.KServeError;
import dev.ponder.runtime.rest.inference.AnswerPartSplitter;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/** Writes one answer as the generate extension has it, whole or in events. Not thread-safe. */
final class GenerateWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String model;
    private final @Nullable String version;
    private final GenerateRequest asked;
    private boolean spoken;

    GenerateWriter(String model, @Nullable String version, GenerateRequest asked) {
        this.model = model;
        this.version = version;
        this.asked = asked;
    }

    GenerateRequest asked() {
        return asked;
    }

    ObjectNode whole(String text, FinishReason reason) {
        ObjectNode json = text(text);
        if (asked.details()) {
            ObjectNode details = json.putObject("details").put("finish_reason", finishReason(reason));
            details.putArray("logprobs");
        }
        return json;
    }

    /** The events of a part. Reasoning has no place here; an answer without text has one event all the same. */
    List<Buffer> events(AnswerPart part) {
        if (part instanceof AnswerPart.Finish finish) {
            return end(finish).map(List::of).orElse(List.of());
        }
        return AnswerPartSplitter.of(part).stream()
                .filter(AnswerPart.Text.class::isInstance).map(AnswerPart.Text.class::cast)
                .filter(text -> !text.text().isEmpty())
                .map(text -> SseWriter.event(text(text.text())))
                .toList();
    }

    /** The last words of a stream that failed. */
    static Buffer failure(InferenceException failure) {
        return SseWriter.event(KServeError.of(failure));
    }

    private Optional<Buffer> end(AnswerPart.Finish finish) {
        if (!asked.details()) {
            return spoken ? Optional.empty() : Optional.of(SseWriter.event(text("")));
        }
        ObjectNode json = text("");
        json.putObject("details").put("finish_reason", finishReason(finish.reason()));
        return Optional.of(SseWriter.event(json));
    }

    private ObjectNode text(String text) {
        spoken = true;
        ObjectNode json = NODES.objectNode();
        if (asked.id() != null) {
            json.put("id", asked.id());
        }
        json.put("model_name", model);
        if (version != null) {
            json.put("model_version", version);
        }
        return json.put("text_output", text);
    }

    /** By the protocol's names. A reason that it does not know keeps its own: it would be wrong to call it another. */
    private static String finishReason(FinishReason reason) {
        return reason.equals(FinishReason.STOP) ? "eos_token" : reason.value();
    }
}
