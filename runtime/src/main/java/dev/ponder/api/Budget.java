package dev.ponder.api;

import java.time.Instant;

/** What one request may still spend. A strategy may read it to stop early; the engine enforces it. Thread-safe. */
public interface Budget {

    /** Upstream calls that may still be started. */
    int remainingCalls();

    /** Tokens, prompt and completion, that may still be used. */
    long remainingTokens();

    /** When the whole request must be answered. */
    Instant deadline();
}
