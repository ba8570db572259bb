package dev.ponder.api.chat;

/**
 * The tokens that calls used. All counts are 0 or more. Immutable.
 *
 * @param promptTokens tokens of prompts
 * @param completionTokens generated tokens, including reasoning
 * @param totalTokens the sum of both
 * @param reasoningTokens the part of {@code completionTokens} that is reasoning
 * @param cachedTokens the part of {@code promptTokens} that the upstream had cached
 * @param estimated whether any count is an estimate, because an upstream reported none
 */
public record Usage(long promptTokens, long completionTokens, long totalTokens, long reasoningTokens, long cachedTokens,
        boolean estimated) {

    /** No tokens. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, false);

    /** Counts as reported by an upstream. */
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
