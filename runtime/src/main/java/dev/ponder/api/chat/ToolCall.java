package dev.ponder.api.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A call that the model requests from the client. Immutable.
 *
 * @param id the id that the message with the result refers to; empty for a {@link #LEGACY} call
 * @param type {@link #FUNCTION}, {@link #CUSTOM}, {@link #LEGACY} or another value of a provider
 * @param name the function's or the custom tool's name
 * @param arguments JSON text as the model wrote it, which may be malformed; the input of a custom tool, in any form
 * @param extra all other members by their JSON names, such as a provider's signature, unchanged
 */
public record ToolCall(String id, String type, String name, String arguments, Map<String, JsonNode> extra) {

    /** The type of a call whose arguments are JSON. */
    public static final String FUNCTION = "function";
    /** The type of a call whose input is text. */
    public static final String CUSTOM = "custom";
    /** The type of a call in the message's member {@code function_call}, which OpenAI had before {@code tool_calls}. */
    public static final String LEGACY = "function_call";

    /** Copies the members, keeping their order. */
    public ToolCall {
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /** A function call. */
    public ToolCall(String id, String name, String arguments) {
        this(id, FUNCTION, name, arguments, Map.of());
    }
}
