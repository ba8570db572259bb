package dev.ponder.api.chat;

/**
 * A function that the model asks the client to call.
 *
 * @param id what the tool message that answers it refers to
 * @param name the function
 * @param arguments JSON text, as the model wrote it; it may be malformed
 */
public record ToolCall(String id, String name, String arguments) {}
