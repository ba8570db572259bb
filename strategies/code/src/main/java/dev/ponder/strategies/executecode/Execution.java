package dev.ponder.strategies.executecode;

import java.time.Duration;
import java.util.Locale;

import dev.ponder.sandbox.spi.RunResult;
import dev.ponder.sandbox.spi.RunResult.Status;
import dev.ponder.toolkit.text.MiddleTruncation;

/** A program and what became of it. */
record Execution(String program, RunResult result) {

    private static final int MAX_NOTE = 80;

    /** What the model reads: the output, the error, and what else it has to know. */
    String report(int characters) {
        var report = new StringBuilder(MiddleTruncation.of(result.output().strip(), characters));
        if (result.truncated()) {
            report.append("\n[the program printed more than is kept]");
        }
        if (!result.error().isEmpty()) {
            report.append('\n').append(MiddleTruncation.of(result.error(), characters));
        }
        if (result.stateLost()) {
            report.append("\n[the variables of earlier programs were lost before this one]");
        }
        String text = report.toString().strip();
        return text.isEmpty() ? "[no output: print the result]" : text;
    }

    /** What became of it, for people. */
    String note() {
        if (result.ok()) {
            return "ran in " + seconds(result.elapsed()) + " s";
        }
        if (result.status() == Status.TIMEOUT) {
            return "timeout after " + seconds(result.elapsed()) + " s";
        }
        String last = result.error().lines().reduce("", (first, second) -> second);
        return last.substring(0, Math.min(MAX_NOTE, last.length()));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
