package dev.ponder.runtime.rest.kserve.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.engine.ChoiceAccumulator;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.inference.AnswerPartSplitter;
import dev.ponder.runtime.rest.inference.MessageWriter;
import dev.ponder.runtime.rest.inference.PonderMetadata;

/** Writes the predictions of V1: a list, or stream items with the index of their instance. */
public final class PredictionWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final MessageWriter messages;

    /** @param reasoningField the field of stream items for reasoning */
    public PredictionWriter(ReasoningField reasoningField) {
        this.messages = new MessageWriter(reasoningField);
    }

    /** The answers in the order of their instances. */
    public static List<Answer> answers(ChoiceAccumulator choices) {
        var answers = new ArrayList<Answer>();
        choices.forEach((index, answer) -> answers.add(answer));
        return answers;
    }

    /** The whole body. A prediction is a text; an answer without text, such as a tool call, is a message. */
    public ObjectNode whole(List<Answer> answers, InferenceRun run) {
        ObjectNode json = NODES.objectNode();
        ArrayNode predictions = json.putArray("predictions");
        ArrayNode reasons = json.putArray("finish_reasons");
        for (Answer answer : answers) {
            boolean otherThanText = answer.callsTools() || answer.text().isBlank() && !answer.blank();
            predictions.add(otherThanText ? messages.message(answer) : NODES.textNode(answer.text()));
            reasons.add(answer.finishReason().value());
        }
        json.set("usage", PonderMetadata.usage(run.ledger().total()));
        return json.set("ponder", PonderMetadata.of(run));
    }

    /** The stream items of a part. */
    public List<ObjectNode> items(ChoicePart part, InferenceRun run) {
        return AnswerPartSplitter.of(part.part()).stream()
                .flatMap(piece -> item(part.choice(), piece, run).stream()).toList();
    }

    private Optional<ObjectNode> item(int instance, AnswerPart part, InferenceRun run) {
        ObjectNode json = NODES.objectNode().put("index", instance);
        if (part instanceof AnswerPart.Text text) {
            return Optional.of(json.put("prediction", text.text()));
        }
        if (part instanceof AnswerPart.Finish finish) {
            json.put("finish_reason", finish.reason().value());
            json.set("usage", PonderMetadata.usage(run.ledger().total()));
            return Optional.of(json.set("ponder", PonderMetadata.of(run)));
        }
        return messages.delta(part).map(delta -> json.setAll(delta));
    }
}
