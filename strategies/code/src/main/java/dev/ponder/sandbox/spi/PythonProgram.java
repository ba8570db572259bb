package dev.ponder.sandbox.spi;

import java.time.Duration;
import java.util.Map;

/**
 * A program to run. Immutable.
 *
 * @param text the source text
 * @param timeout the time that the program may take, without the start of the interpreter
 * @param fresh whether the program starts without the variables of earlier programs of the session
 * @param undefinedFunctions whether a call of a function that the program does not define stops it with
 *        {@link RunResult.Status#MISSING_VALUE}
 * @param values the values of such calls, as Python literals, such as {@code is_fruit('apple')} to {@code True}
 */
public record PythonProgram(String text, Duration timeout, boolean fresh, boolean undefinedFunctions,
        Map<String, String> values) {

    /** Copies the values. */
    public PythonProgram {
        values = Map.copyOf(values);
    }

    /** A program that sees the variables of earlier ones, and in which a call of an undefined function is an error. */
    public static PythonProgram of(String text, Duration timeout) {
        return new PythonProgram(text, timeout, false, false, Map.of());
    }
}
