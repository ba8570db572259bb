package dev.ponder.api.chat;

/**
 * A function call that the model requests from the client. Immutable.
 *
 * @param id the id that the message with the result refers to
 * @param name the function's name
 * @param arguments JSON text as the model wrote it; may be malformed
 */
public record ToolCall(String id, String name, String arguments) {}
