package dev.ponder.toolkit.judge;

import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

/**
 * How a judge is called.
 *
 * @param votes how often a judge is asked about the same candidates, at least 1; pairwise judges ignore it
 * @param model the model that judges; null for the model of the request
 * @param maxTokens the token limit of one verdict, its reasoning included; empty for the limit of the upstream
 * @param logprobs whether calls for a grade ask for the log probabilities of their tokens
 */
public record JudgeSettings(int votes, @Nullable String model, OptionalInt maxTokens, boolean logprobs) {

    /** Checks the range of the votes. */
    public JudgeSettings {
        if (votes < 1) {
            throw new IllegalArgumentException("votes: " + votes + " (expected at least 1)");
        }
    }

    /** Settings without log probabilities. */
    public JudgeSettings(int votes, @Nullable String model, OptionalInt maxTokens) {
        this(votes, model, maxTokens, false);
    }
}
