package dev.ponder.api.chat;

/**
 * Why a model stopped, in OpenAI's terms. Upstreams may send other values than these constants. Immutable.
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
    /** The model calls a function, in OpenAI's form before tools. */
    public static final FinishReason FUNCTION_CALL = new FinishReason("function_call");
    /** The upstream's content filter removed content. */
    public static final FinishReason CONTENT_FILTER = new FinishReason("content_filter");
    /** The upstream failed or was cancelled while it wrote the answer. OpenAI has no such value; OpenRouter has this one. */
    public static final FinishReason ERROR = new FinishReason("error");

    /** Whether a token limit cut the answer off. */
    public boolean truncated() {
        return equals(LENGTH);
    }

    /** Whether the answer is whole: not cut off by a limit, not filtered, and not ended by a failure. */
    public boolean complete() {
        return !equals(LENGTH) && !equals(CONTENT_FILTER) && !equals(ERROR);
    }

    @Override
    public String toString() {
        return value;
    }
}
