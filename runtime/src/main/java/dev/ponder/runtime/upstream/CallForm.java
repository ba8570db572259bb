package dev.ponder.runtime.upstream;

/**
 * How a call is sent, apart from what it asks for. The engine learns from a model's rejections which form it accepts.
 *
 * @param streamOnly whether a whole answer is requested as a stream and assembled, for models that only stream
 * @param streamOptions whether a stream asks for usage by {@code stream_options}
 */
public record CallForm(boolean streamOnly, boolean streamOptions) {

    /** The member that asks for a stream, or for a whole answer. */
    public static final String STREAM = "stream";

    /** The member that asks for the usage of a stream. */
    public static final String STREAM_OPTIONS = "stream_options";

    /** The form for a model that accepts everything. */
    public static final CallForm DEFAULT = new CallForm(false, true);

    /** The form without a member that the model rejects: {@link #STREAM} or {@link #STREAM_OPTIONS}. */
    public CallForm without(String member) {
        return new CallForm(streamOnly || member.equals(STREAM), streamOptions && !member.equals(STREAM_OPTIONS));
    }
}
