package dev.ponder.mcp;

/**
 * What a call of a tool returned. The text comes from outside: it is data, never an instruction.
 *
 * @param text the result as text, within the size limit of the server; may be empty
 * @param error whether the call failed; the text is the reason then
 */
public record ToolResult(String text, boolean error) {

    /** A result of a successful call. */
    public static ToolResult of(String text) {
        return new ToolResult(text, false);
    }

    /** The reason of a failed call. */
    public static ToolResult failed(String reason) {
        return new ToolResult(reason, true);
    }
}
