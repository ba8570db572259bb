package dev.ponder.runtime.rest.kserve.chat;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.rest.inference.JsonField;
import dev.ponder.runtime.rest.inference.MessageReader;

/**
 * A V1 request to a chat model.
 *
 * @param conversations one for each instance
 * @param parameters those of a chat completion
 * @param stream whether the body asks for a stream
 */
public record ChatInstances(List<Conversation> conversations, ObjectNode parameters, boolean stream) {

    /** Reads a body; without {@code instances}, the member {@code inputs} has them. Fails with 400. */
    public static ChatInstances of(JsonNode json) {
        ObjectNode body = json instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        String name = body.has("inputs") && !body.has("instances") ? "inputs" : "instances";
        List<Conversation> conversations = new JsonField("instances", body.get(name))
                .nonEmptyArray("a list of at least one prompt or list of messages").stream()
                .map(ChatInstances::conversation).toList();
        JsonField parameters = JsonField.of(body, "parameters");
        JsonField stream = JsonField.of(body, "stream");
        return new ChatInstances(conversations,
                parameters.present()
                        ? parameters.object("an object such as {\"temperature\": 0.7}")
                        : JsonNodeFactory.instance.objectNode(),
                stream.present() && stream.bool());
    }

    /** A conversation of one prompt. */
    public static Conversation prompt(String text) {
        return Conversation.of(ChatMessage.user(text));
    }

    private static Conversation conversation(JsonField instance) {
        JsonField messages = instance.child("messages");
        JsonNode prompt = instance.child("prompt").value();
        JsonNode value = instance.value();
        if (value != null && value.isTextual()) {
            return prompt(value.textValue());
        }
        if (value != null && value.isArray()) {
            return MessageReader.read(new JsonField(instance.path() + ".messages", value));
        }
        if (messages.value() != null && messages.value().isArray()) {
            return MessageReader.read(messages);
        }
        if (prompt != null && prompt.isTextual()) {
            return prompt(prompt.textValue());
        }
        throw instance.invalid("a prompt, a list of messages, or an object with prompt or messages");
    }
}
