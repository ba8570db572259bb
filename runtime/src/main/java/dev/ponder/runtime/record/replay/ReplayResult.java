package dev.ponder.runtime.record.replay;

import java.util.List;

/**
 * How a replay compares with its record.
 *
 * @param request the id of the recorded request
 * @param verdict the comparison
 * @param details what differs, or why there is no replay, a line each; notes if the answer is the same
 */
public record ReplayResult(String request, Verdict verdict, List<String> details) {

    /** The comparison of a replay with its record. */
    public enum Verdict {
        /** The same answer, or the same error. */
        SAME,
        /** Another answer, or calls that were not recorded. */
        DIFFERENT,
        /** The record cannot be replayed. */
        IMPOSSIBLE
    }

    /** Copies the list. */
    public ReplayResult {
        details = List.copyOf(details);
    }

    /** The result as text, in lines. */
    @Override
    public String toString() {
        String title = switch (verdict) {
            case SAME -> "same result";
            case DIFFERENT -> "different result";
            case IMPOSSIBLE -> "no replay";
        };
        return request + ": " + title + String.join("", details.stream().map(line -> "\n  " + line).toList());
    }
}
