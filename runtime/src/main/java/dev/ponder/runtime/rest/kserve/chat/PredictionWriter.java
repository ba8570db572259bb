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
import dev.ponder.runtime.rest.inference.PonderMetadata;
import dev.ponder.runtime.rest.openai.wire.ChatChoiceWriter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Writes answers as V1 has them: in a list, or piece by piece, each with the index of its instance. */
final class PredictionWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ChatChoiceWriter messages;

    PredictionWriter(ReasoningField reasoningField) {
        this.messages = new ChatChoiceWriter(reasoningField);
    }

    /** The answers of a run, in the order of its conversations. */
    static Uni<List<Answer>> answers(InferenceRun run) {
        return run.parts().collect().in(ChoiceAccumulator::new, ChoiceAccumulator::add).map(all -> {
            var answers = new ArrayList<Answer>();
            all.forEach((index, answer) -> answers.add(answer));
            return answers;
        });
    }

    ObjectNode whole(List<Answer> answers, InferenceRun run) {
        ObjectNode json = NODES.objectNode();
        ArrayNode predictions = json.putArray("predictions");
        ArrayNode reasons = json.putArray("finish_reasons");
        for (Answer answer : answers) {
            predictions.add(answer.callsTools() ? messages.message(answer) : NODES.textNode(answer.text()));
            reasons.add(answer.finishReason().value());
        }
        json.set("usage", PonderMetadata.usage(run.ledger().total()));
        return json.set("ponder", PonderMetadata.of(run));
    }

    Multi<ObjectNode> pieces(InferenceRun run) {
        return run.parts()
                .onItem().transformToIterable(part -> AnswerPartSplitter.of(part.part()).stream()
                        .map(piece -> new ChoicePart(part.choice(), piece)).toList())
                .onItem().transformToIterable(part -> piece(part, run).stream().toList());
    }

    private Optional<ObjectNode> piece(ChoicePart piece, InferenceRun run) {
        ObjectNode json = NODES.objectNode().put("index", piece.choice());
        if (piece.part() instanceof AnswerPart.Text text) {
            return Optional.of(json.put("prediction", text.text()));
        }
        if (piece.part() instanceof AnswerPart.Finish finish) {
            json.put("finish_reason", finish.reason().value());
            json.set("usage", PonderMetadata.usage(run.ledger().total()));
            return Optional.of(json.set("ponder", PonderMetadata.of(run)));
        }
        return messages.added(piece.part()).map(delta -> json.setAll(delta));
    }
}
