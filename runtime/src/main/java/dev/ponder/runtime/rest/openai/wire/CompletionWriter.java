package dev.ponder.runtime.rest.openai.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.runtime.engine.ChoiceAccumulator;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.engine.InferenceRun;
import dev.ponder.runtime.rest.inference.PonderMetadata;

/** A whole response: collects the parts of its choices and renders them. One instance per response. */
public final class CompletionWriter {

    private final ChoiceAccumulator answers = new ChoiceAccumulator();
    private final ChoiceWriter form;

    /** Writes choices in this form. */
    public CompletionWriter(ChoiceWriter form) {
        this.form = form;
    }

    /** Takes the next part. */
    public void add(ChoicePart part) {
        answers.add(part);
    }

    /** The response of all parts so far. */
    public ObjectNode render(ResponseMetadata identity, InferenceRun run) {
        ObjectNode json = identity.envelope(form.wholeObject());
        ArrayNode list = json.putArray("choices");
        answers.forEach((index, answer) -> list.add(choice(index, answer)));
        json.set("usage", PonderMetadata.usage(run.ledger().total()));
        json.set("ponder", PonderMetadata.of(run));
        return json;
    }

    private ObjectNode choice(int index, Answer answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("index", index);
        json.setAll(form.whole(answer));
        return json.put("finish_reason", answer.finishReason().value());
    }
}
