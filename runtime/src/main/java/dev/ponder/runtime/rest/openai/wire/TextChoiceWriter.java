package dev.ponder.runtime.rest.openai.wire;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;

/** Writes the choices of text completions. A refusal is written as text; reasoning is not written. */
public final class TextChoiceWriter implements ChoiceWriter {

    /** The {@code object} member of responses and chunks. */
    public static final String OBJECT = "text_completion";

    @Override
    public String idPrefix() {
        return "cmpl-";
    }

    @Override
    public String wholeObject() {
        return OBJECT;
    }

    @Override
    public String chunkObject() {
        return OBJECT;
    }

    @Override
    public Optional<ObjectNode> opening() {
        return Optional.empty();
    }

    @Override
    public Optional<ObjectNode> part(AnswerPart part) {
        if (part instanceof AnswerPart.Text text) {
            return text.text().isEmpty() ? Optional.empty() : Optional.of(text(text.text()));
        }
        return part instanceof AnswerPart.Refusal refusal ? Optional.of(text(refusal.text())) : Optional.empty();
    }

    @Override
    public ObjectNode empty() {
        return text("");
    }

    @Override
    public ObjectNode whole(Answer answer) {
        return text(answer.text() + answer.refusal());
    }

    private static ObjectNode text(String text) {
        return JsonNodeFactory.instance.objectNode().put("text", text).putNull("logprobs");
    }
}
