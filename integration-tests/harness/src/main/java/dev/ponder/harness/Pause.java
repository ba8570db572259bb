package dev.ponder.harness;

/** Waits. */
public final class Pause {

    private Pause() {
    }

    /** Waits this long; fails if the thread is interrupted. */
    public static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
