package dev.ponder.api.chat;

/**
 * Why a model ended its answer. Open: an upstream may know more reasons than these.
 *
 * @param value the name on the wire
 */
public record FinishReason(String value) {

    /** It had said everything, or met a stop sequence. */
    public static final FinishReason STOP = new FinishReason("stop");
    /** It was cut off at a token limit. */
    public static final FinishReason LENGTH = new FinishReason("length");
    /** It asks for tools. */
    public static final FinishReason TOOL_CALLS = new FinishReason("tool_calls");
    /** A filter of the upstream removed content. */
    public static final FinishReason CONTENT_FILTER = new FinishReason("content_filter");

    @Override
    public String toString() {
        return value;
    }
}
