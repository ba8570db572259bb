package dev.ponder.api.chat;

/**
 * Tokens that were used. All counts are 0 or more.
 *
 * @param promptTokens read by the model
 * @param completionTokens generated, reasoning included
 * @param totalTokens both
 * @param reasoningTokens of the generated ones, those that the client does not see
 * @param cachedTokens of the read ones, those that cost less
 * @param estimated whether any of the counts was not reported by an upstream
 */
public record Usage(long promptTokens, long completionTokens, long totalTokens, long reasoningTokens, long cachedTokens,
        boolean estimated) {

    /** Nothing used. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, false);

    /** Counts that an upstream reported. */
    public static Usage of(long promptTokens, long completionTokens) {
        return new Usage(promptTokens, completionTokens, promptTokens + completionTokens, 0, 0, false);
    }

    /** The sum. */
    public Usage plus(Usage other) {
        return new Usage(promptTokens + other.promptTokens, completionTokens + other.completionTokens,
                totalTokens + other.totalTokens, reasoningTokens + other.reasoningTokens,
                cachedTokens + other.cachedTokens,
                estimated || other.estimated);
    }
}
