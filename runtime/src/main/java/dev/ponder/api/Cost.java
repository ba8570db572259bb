package dev.ponder.api;

/**
 * The maximum that a strategy spends on one choice of a request. The engine rejects a request whose cost exceeds {@code
 * ponder.limits.max-calls}.
 *
 * @param calls upstream calls, at least 1; retries do not count, calls that repair an unreadable reply count
 * @param depth upstream calls in sequence on the longest path to the end of the answer, 1 to {@code calls}, when every
 *        reply has the form that its prompt asks for
 */
public record Cost(int calls, int depth) {

    /** One call, which writes the answer. */
    public static final Cost SINGLE_CALL = new Cost(1, 1);

    /** Checks the ranges; throws an {@link IllegalArgumentException}. */
    public Cost {
        if (calls < 1 || depth < 1 || depth > calls) {
            throw new IllegalArgumentException("cost: " + calls + " calls at depth " + depth
                    + " (expected calls >= depth >= 1)");
        }
    }
}
