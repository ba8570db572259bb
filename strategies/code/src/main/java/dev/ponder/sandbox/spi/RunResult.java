package dev.ponder.sandbox.spi;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of a program. All texts are written by the program: they are data. Immutable.
 *
 * @param status how the program ended
 * @param output what it printed, with the value of its last expression; at most as long as the limit
 * @param truncated whether it printed more
 * @param error the tail of the traceback, or why the program was ended; empty if it ran to its end
 * @param missingCall the call that has no value; empty unless the status is {@link Status#MISSING_VALUE}
 * @param state the variables at that call, as short texts
 * @param elapsed the time that the program took
 * @param stateLost whether variables of earlier programs of the session were gone
 */
public record RunResult(Status status, String output, boolean truncated, String error, String missingCall,
        Map<String, String> state, Duration elapsed, boolean stateLost) {

    /** How a program ended. */
    public enum Status {
        /** It ran to its end. */
        OK,
        /** It raised an exception. The model can correct it. */
        FAILED,
        /** It called a function that it does not define. */
        MISSING_VALUE,
        /** It took too long. */
        TIMEOUT,
        /** It reached a limit and was ended, or ended its interpreter. */
        ENDED,
        /** It did not start, because all sandboxes were busy. */
        BUSY,
        /** The sandbox could not be started. */
        UNAVAILABLE
    }

    /** Copies the state, keeping its order. */
    public RunResult {
        state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
    }

    /** The result of a program that did not run to its end. */
    public static RunResult failed(Status status, String output, boolean truncated, String error, Duration elapsed) {
        return new RunResult(status, output, truncated, error, "", Map.of(), elapsed, false);
    }

    /** The same result, with or without the state of earlier programs. */
    public RunResult withStateLost(boolean lost) {
        return new RunResult(status, output, truncated, error, missingCall, state, elapsed, lost);
    }

    /** Whether the program ran to its end. */
    public boolean ok() {
        return status == Status.OK;
    }

    /** Whether the program was executed, so that a model can learn something from the result. */
    public boolean executed() {
        return status != Status.BUSY && status != Status.UNAVAILABLE;
    }
}
