package dev.ponder.runtime.engine;

import java.util.concurrent.atomic.AtomicInteger;

/** How many of several parallel pipelines may fail before the whole fails. Thread-safe. */
final class LossTolerance {

    private final int tolerated;
    private final AtomicInteger lost = new AtomicInteger();

    private LossTolerance(int tolerated) {
        this.tolerated = tolerated;
    }

    /** All but {@code quorum} of {@code size} pipelines may fail; none when there are no more than the quorum. */
    static LossTolerance of(int size, int quorum) {
        return new LossTolerance(size - Math.min(quorum, size));
    }

    /** Counts one more failure; false when it is one too many. */
    boolean tolerate() {
        return lost.incrementAndGet() <= tolerated;
    }
}
