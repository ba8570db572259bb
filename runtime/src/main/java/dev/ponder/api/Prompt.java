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
 * What one stage of a strategy asks a model. Immutable: every {@code with} method gives a new prompt.
 *
 * @param stage the stage's name in the usage breakdown, such as {@code draft}, {@code judge}
 * @param model the upstream model; null for the request's own
 * @param conversation the messages
 * @param parameters all other members of the upstream call, by their wire names
 */
public record Prompt(String stage, @Nullable String model, Conversation conversation,
        Map<String, JsonNode> parameters) {

    /** Copies the parameters, keeping their order. */
    public Prompt {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * A prompt whose output is the answer, or may become it: it inherits all that the client asked for (temperature,
     * limits, stop sequences, tools, response format ...).
     */
    public static Prompt inheriting(String stage, ChatRequest request) {
        return new Prompt(stage, null, request.conversation(), request.parameters());
    }

    /**
     * A prompt for candidates of the answer, at a temperature: the strategy's own parameter if the request sets it,
     * else the client's general one, else this.
     *
     * @param temperature the setting {@code temperature} of the strategy
     */
    public static Prompt sampling(String stage, Inference inference, double temperature) {
        Prompt prompt = inheriting(stage, inference.request());
        return inference.settings().requested("temperature")
                ? prompt.withTemperature(temperature)
                : prompt.withDefaultTemperature(temperature);
    }

    /** A prompt of an internal stage (judge, critic, draft): it inherits nothing. */
    public static Prompt internal(String stage, Conversation conversation) {
        return new Prompt(stage, null, conversation, Map.of());
    }

    /** The same prompt to another model; null for the request's own. */
    public Prompt withModel(@Nullable String otherModel) {
        return new Prompt(stage, otherModel, conversation, parameters);
    }

    /** The same prompt with other messages. */
    public Prompt withConversation(Conversation other) {
        return new Prompt(stage, model, other, parameters);
    }

    /** The same prompt at a temperature, 0 to 2. */
    public Prompt withTemperature(double temperature) {
        return with("temperature", DoubleNode.valueOf(temperature));
    }

    /** The same prompt at a temperature, unless the client chose one. */
    public Prompt withDefaultTemperature(double temperature) {
        return parameters.containsKey("temperature") ? this : withTemperature(temperature);
    }

    /** The same prompt with a limit of generated tokens, at least 1. */
    public Prompt withMaxTokens(int maxTokens) {
        return with("max_tokens", IntNode.valueOf(maxTokens));
    }

    /** The same prompt with a limit of generated tokens, unless the client chose one by either of its names. */
    public Prompt withDefaultMaxTokens(int maxTokens) {
        boolean chosen = parameters.containsKey("max_tokens") || parameters.containsKey("max_completion_tokens");
        return chosen ? this : withMaxTokens(maxTokens);
    }

    /**
     * The same prompt asking for JSON of this shape. Upstreams that cannot promise it may still answer in prose, so a
     * reader of the reply stays tolerant.
     *
     * @param name the schema's name, letters, digits and underscores
     * @param schema a JSON Schema
     */
    public Prompt withJsonSchema(String name, JsonNode schema) {
        var nodes = JsonNodeFactory.instance;
        var jsonSchema = nodes.objectNode().put("name", name).put("strict", true).set("schema", schema);
        return with("response_format", nodes.objectNode().put("type", "json_schema").set("json_schema", jsonSchema));
    }

    /** The same prompt with one more member of the upstream call, by its wire name. */
    public Prompt with(String parameter, JsonNode value) {
        var all = new LinkedHashMap<>(parameters);
        all.put(parameter, value);
        return new Prompt(stage, model, conversation, all);
    }
}
