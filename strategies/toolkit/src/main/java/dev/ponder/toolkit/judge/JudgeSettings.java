package dev.ponder.toolkit.judge;

import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

/**
 * How a judge is asked.
 *
 * @param votes how often a judge that votes is asked about the same candidates, at least 1
 * @param model the model that judges; null for the model that answers the request
 * @param maxTokens the limit of one verdict in tokens, its reasoning included; empty for the upstream's own limit
 */
public record JudgeSettings(int votes, @Nullable String model, OptionalInt maxTokens) {

    public JudgeSettings {
        if (votes < 1) {
            throw new IllegalArgumentException("votes: " + votes + " (expected at least 1)");
        }
    }
}
