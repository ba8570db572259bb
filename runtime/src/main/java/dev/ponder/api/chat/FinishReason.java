package dev.ponder.api.chat;

/**
 * Why a model stopped. Upstreams may send other values than these constants.
 *
 * @param value the value in JSON
 */
public record FinishReason(String value) {

    /** The answer is complete, or a stop sequence was reached. */
    public static final FinishReason STOP = new FinishReason("stop");
    /** A token limit was reached. */
    public static final FinishReason LENGTH = new FinishReason("length");
    /** The model calls tools. */
    public static final FinishReason TOOL_CALLS = new FinishReason("tool_calls");
    /** The upstream's content filter removed content. */
    public static final FinishReason CONTENT_FILTER = new FinishReason("content_filter");

    @Override
    public String toString() {
        return value;
    }
}
