package dev.ponder.runtime.rest.openai.form;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.stream.AnswerAccumulator;

/** A whole response: collects the parts of its choices and renders them. One instance per response. */
public final class CompletionBody {

    private final Map<Integer, AnswerAccumulator> choices = new TreeMap<>();
    private final ChoiceForm form;

    /** Writes choices in this form. */
    public CompletionBody(ChoiceForm form) {
        this.form = form;
    }

    /** Takes the next part. */
    public void add(ChoicePart part) {
        choices.computeIfAbsent(part.choice(), index -> new AnswerAccumulator()).add(part.part());
    }

    /** The response of all parts so far. */
    public ObjectNode render(ResponseIdentity identity, InferenceRun run) {
        ObjectNode json = identity.envelope(form.wholeObject());
        ArrayNode list = json.putArray("choices");
        choices.forEach((index, accumulator) -> list.add(choice(index, accumulator.answer())));
        json.set("usage", PonderObject.usage(run.ledger().total()));
        json.set("ponder", PonderObject.of(run));
        return json;
    }

    private ObjectNode choice(int index, Answer answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("index", index);
        json.setAll(form.whole(answer));
        return json.put("finish_reason", answer.finishReason().value());
    }
}
