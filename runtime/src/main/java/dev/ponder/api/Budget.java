package dev.ponder.api;

import java.time.Instant;

/**
 * What one request may still spend, over all its strategies and choices. The engine enforces it; a strategy may read it
 * to stop early. Thread-safe.
 */
public interface Budget {

    /** The number of upstream calls that may still start, 0 or more. */
    int remainingCalls();

    /** The number of tokens, prompt and completion, that may still be used, 0 or more. */
    long remainingTokens();

    /** The time at which the request fails if it has no complete answer. */
    Instant deadline();
}
