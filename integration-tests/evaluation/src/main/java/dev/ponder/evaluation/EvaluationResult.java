package dev.ponder.evaluation;

/**
 * What came of one question.
 *
 * @param model the model without strategy
 * @param strategy the strategy's {@linkplain StrategySpec#name name}
 * @param question the id of the question
 * @param kind the kind of the question
 * @param right whether the answer was right
 * @param answer the answer that was read from the reply
 * @param calls upstream calls
 * @param promptTokens tokens of all prompts
 * @param completionTokens generated tokens
 * @param millis time until the whole reply was there
 * @param degraded why the strategy answered with less than it needs; empty if it did not
 * @param error why there is no reply; empty if there is one
 */
public record EvaluationResult(String model, String strategy, String question, String kind, boolean right,
        String answer, int calls, long promptTokens, long completionTokens, long millis, String degraded,
        String error) {

    /** Whether the question was answered, be it rightly or wrongly. */
    public boolean answered() {
        return error.isEmpty();
    }

    long tokens() {
        return promptTokens + completionTokens;
    }
}
