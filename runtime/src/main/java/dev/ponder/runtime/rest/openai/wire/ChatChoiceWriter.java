package dev.ponder.runtime.rest.openai.wire;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.rest.inference.MessageWriter;

/** Writes the choices of chat completions: messages, or deltas of messages. */
public final class ChatChoiceWriter implements ChoiceWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final MessageWriter messages;

    /** Writes reasoning to this member. */
    public ChatChoiceWriter(ReasoningField reasoningField) {
        this.messages = new MessageWriter(reasoningField);
    }

    @Override
    public String idPrefix() {
        return "chatcmpl-";
    }

    @Override
    public String wholeObject() {
        return "chat.completion";
    }

    @Override
    public String chunkObject() {
        return "chat.completion.chunk";
    }

    /** The role. */
    @Override
    public Optional<ObjectNode> opening() {
        return Optional.of(delta(NODES.objectNode().put("role", "assistant").put("content", "")));
    }

    @Override
    public Optional<ObjectNode> part(AnswerPart part) {
        return messages.delta(part).map(delta -> {
            ObjectNode choice = delta(delta);
            return part instanceof AnswerPart.Text text && text.logprobs() != null
                    ? choice.set("logprobs", text.logprobs())
                    : choice;
        });
    }

    @Override
    public ObjectNode empty() {
        return delta(NODES.objectNode());
    }

    @Override
    public ObjectNode whole(Answer answer) {
        ObjectNode choice = NODES.objectNode().set("message", messages.message(answer));
        return choice.set("logprobs", answer.logprobs() == null ? NODES.nullNode() : answer.logprobs());
    }

    private static ObjectNode delta(ObjectNode delta) {
        return NODES.objectNode().set("delta", delta);
    }
}
