package dev.ponder.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;

/**
 * What one stage of a strategy sends to a model. Immutable: every {@code with} method returns a new prompt.
 *
 * @param stage the stage's name in usage reports and events, such as {@code draft} or {@code judge}
 * @param model the upstream model; null for the request's model
 * @param conversation the messages
 * @param parameters all other members of the upstream call, by their names in OpenAI's API
 */
public record Prompt(String stage, @Nullable String model, Conversation conversation,
        Map<String, JsonNode> parameters) {

    /** Copies the parameters, keeping their order. */
    public Prompt {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * A prompt whose output is the answer or a candidate for it. It has all parameters of the client's request, such as
     * temperature, token limit, stop sequences, tools and response format.
     */
    public static Prompt inheriting(String stage, ChatRequest request) {
        return new Prompt(stage, null, request.conversation(), request.parameters());
    }

    /**
     * A prompt for candidates of the answer. Its temperature is the strategy's parameter {@code temperature} if the
     * request sets it, else the client's {@code temperature}, else the strategy's setting.
     *
     * @param temperature the strategy's setting for this request, 0 to 2
     */
    public static Prompt sampling(String stage, ChatRequest request, Settings settings, double temperature) {
        Prompt prompt = inheriting(stage, request);
        return settings.requested("temperature")
                ? prompt.withTemperature(temperature)
                : prompt.withDefaultTemperature(temperature);
    }

    /** A prompt of an internal stage, such as a judge or a critic. It has no parameters of the client. */
    public static Prompt internal(String stage, Conversation conversation) {
        return new Prompt(stage, null, conversation, Map.of());
    }

    /** The same prompt for another model; null for the request's model. */
    public Prompt withModel(@Nullable String otherModel) {
        return new Prompt(stage, otherModel, conversation, parameters);
    }

    /** The same prompt with other messages. */
    public Prompt withConversation(Conversation other) {
        return new Prompt(stage, model, other, parameters);
    }

    /** The same prompt with a temperature, 0 to 2. */
    public Prompt withTemperature(double temperature) {
        return with("temperature", DoubleNode.valueOf(temperature));
    }

    /** The same prompt with a temperature, unless the client set one. */
    public Prompt withDefaultTemperature(double temperature) {
        return parameters.containsKey("temperature") ? this : withTemperature(temperature);
    }

    /** The same prompt with a maximum number of generated tokens, at least 1. */
    public Prompt withMaxTokens(int maxTokens) {
        return with("max_tokens", IntNode.valueOf(maxTokens));
    }

    /** The same prompt with a maximum number of generated tokens, unless the client set one under either name. */
    public Prompt withDefaultMaxTokens(int maxTokens) {
        boolean chosen = parameters.containsKey("max_tokens") || parameters.containsKey("max_completion_tokens");
        return chosen ? this : withMaxTokens(maxTokens);
    }

    /**
     * The same prompt with a JSON schema for the answer. An upstream without structured output may answer in prose, so
     * the strategy has to parse the answer leniently.
     *
     * @param name the schema's name: letters, digits and underscores
     * @param schema a JSON Schema
     */
    public Prompt withJsonSchema(String name, JsonNode schema) {
        var nodes = JsonNodeFactory.instance;
        var jsonSchema = nodes.objectNode().put("name", name).put("strict", true).set("schema", schema);
        return with("response_format", nodes.objectNode().put("type", "json_schema").set("json_schema", jsonSchema));
    }

    /** The same prompt with one more parameter, by its name in OpenAI's API. */
    public Prompt with(String parameter, JsonNode value) {
        var all = new LinkedHashMap<>(parameters);
        all.put(parameter, value);
        return new Prompt(stage, model, conversation, all);
    }
}
