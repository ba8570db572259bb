package dev.ponder.api.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A chat completion request. Immutable.
 *
 * @param model the upstream model, without a strategy prefix
 * @param conversation the messages
 * @param parameters all other members of the body by their JSON names, without nulls; unknown ones are forwarded
 *        unchanged
 */
public record ChatRequest(String model, Conversation conversation, Map<String, JsonNode> parameters) {

    /** Copies the parameters, keeping their order. */
    public ChatRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The client's {@code seed}; empty if there is none. */
    public OptionalLong seed() {
        var seed = parameters.get("seed");
        return seed != null && seed.canConvertToLong() ? OptionalLong.of(seed.longValue()) : OptionalLong.empty();
    }

    /** The maximum number of generated tokens, under either of its names; empty if there is none. */
    public OptionalInt maxTokens() {
        var limit = parameters.getOrDefault("max_completion_tokens", parameters.get("max_tokens"));
        return limit != null && limit.canConvertToInt() ? OptionalInt.of(limit.intValue()) : OptionalInt.empty();
    }

    /** Whether the model may call tools, or functions in the form that OpenAI had before tools. */
    public boolean offersTools() {
        return Stream.of("tools", "functions").map(parameters::get)
                .anyMatch(tools -> tools != null && !tools.isEmpty());
    }

    /** The same request for another model. */
    public ChatRequest withModel(String other) {
        return new ChatRequest(other, conversation, parameters);
    }

    /** The same request with other messages. */
    public ChatRequest withConversation(Conversation other) {
        return new ChatRequest(model, other, parameters);
    }
}
