package dev.ponder.api;

/**
 * The most that a strategy spends on one request with given settings. The engine holds it to {@code calls}.
 *
 * @param calls requests to an upstream, at least 1; further tries of a call that could not be opened do not count
 * @param depth upstream latencies in sequence on the longest way to the end of the answer, at least 1
 */
public record Cost(int calls, int depth) {

    /** One call that is the answer. */
    public static final Cost SINGLE_CALL = new Cost(1, 1);

    /** Checks the ranges. */
    public Cost {
        if (calls < 1 || depth < 1 || depth > calls) {
            throw new IllegalArgumentException("cost: " + calls + " calls at depth " + depth
                    + " (expected calls >= depth >= 1)");
        }
    }
}
