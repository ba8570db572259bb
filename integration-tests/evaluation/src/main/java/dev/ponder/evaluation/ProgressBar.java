package dev.ponder.evaluation;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A line that shows how far a run is: redrawn on a terminal, otherwise written for each twentieth. Thread-safe. */
final class ProgressBar {

    private static final int WIDTH = 30;
    private static final int LINES = 20;

    private final PrintStream out;
    private final boolean terminal;
    private final int total;
    private final long start = System.nanoTime();
    private int done;
    private int right;
    private int errors;

    ProgressBar(PrintStream out, boolean terminal, int total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
    }

    synchronized void add(EvaluationResult result) {
        int before = done * LINES / total;
        done++;
        right += result.right() ? 1 : 0;
        errors += result.answered() ? 0 : 1;
        if (terminal) {
            out.print("\r" + line(result.strategy()) + (done == total ? "\n" : ""));
        } else if (done * LINES / total > before) {
            out.println(line(result.strategy()));
        }
    }

    private String line(String strategy) {
        int filled = (int) ((long) done * WIDTH / total);
        long elapsed = System.nanoTime() - start;
        Duration left = Duration.ofNanos((long) ((double) elapsed / done * (total - done)));
        return String.format(Locale.ROOT, "[%s%s] %d of %d, %.0f %% right, %d errors, %d:%02d left, %-24.24s",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled), done, total, 100.0 * right / done, errors, left.toMinutes(),
                left.toSecondsPart(),
                strategy);
    }
}
