package dev.ponder.runtime.rest.kserve.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.ModelException;

/**
 * What V1 asks of a model that converses.
 *
 * @param conversations a list of messages for each instance
 * @param parameters as a chat completion has them
 * @param stream whether the body asks for a stream
 */
record ChatInstances(List<JsonNode> conversations, ObjectNode parameters, boolean stream) {

    private static final String EXPECTED = " (expected a prompt, a list of messages,"
            + " or an object with prompt or messages)";

    static ChatInstances of(JsonNode body) {
        JsonNode instances = body.has("instances") ? body.path("instances") : body.path("inputs");
        if (!instances.isArray() || instances.isEmpty()) {
            throw ModelException
                    .invalidInput("instances: " + (instances.isMissingNode() ? "missing" : "empty or no list")
                            + " (expected a list of at least one prompt or list of messages)");
        }
        var conversations = new ArrayList<JsonNode>();
        for (int i = 0; i < instances.size(); i++) {
            conversations.add(conversation(instances.get(i), i));
        }
        return new ChatInstances(conversations, parameters(body.path("parameters")), stream(body.path("stream")));
    }

    /** The conversation of a prompt alone. */
    static ArrayNode prompt(String text) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        messages.addObject().put("role", "user").put("content", text);
        return messages;
    }

    private static JsonNode conversation(JsonNode instance, int index) {
        if (instance.isTextual()) {
            return prompt(instance.textValue());
        }
        if (instance.isArray()) {
            return instance;
        }
        if (instance.path("messages").isArray()) {
            return instance.path("messages");
        }
        if (instance.path("prompt").isTextual()) {
            return prompt(instance.path("prompt").textValue());
        }
        throw ModelException.invalidInput("instances[" + index + "]: "
                + instance.getNodeType().name().toLowerCase(Locale.ROOT) + EXPECTED);
    }

    private static ObjectNode parameters(JsonNode parameters) {
        if (parameters.isMissingNode() || parameters.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (parameters instanceof ObjectNode object) {
            return object;
        }
        throw ModelException.invalidInput("parameters: no object (expected one, such as {\"temperature\": 0.7})");
    }

    private static boolean stream(JsonNode stream) {
        if (stream.isMissingNode() || stream.isNull() || stream.isBoolean()) {
            return stream.asBoolean(false);
        }
        throw ModelException.invalidInput("stream: " + stream + " (expected true or false)");
    }
}
