package dev.ponder.resilience.matrix;

/** How an answer passes through the server, with a strategy that takes this path. */
enum AnswerPath {

    /** Bytes are forwarded unchanged. */
    RELAY("none", "relay"),
    /** Several stages; the last one streams. */
    NATIVE("moa", "native"),
    /** Whole candidates; the best one is split into chunks. */
    EMULATED("bon", "emulated");

    /** The parallel calls of the first stage. */
    static final int CANDIDATES = 3;

    private final String strategy;
    private final String title;

    AnswerPath(String strategy, String title) {
        this.strategy = strategy;
        this.title = title;
    }

    String strategy() {
        return strategy;
    }

    String title() {
        return title;
    }

    /** The number of calls before any of them is answered. */
    int firstCalls() {
        return this == RELAY ? 1 : CANDIDATES;
    }
}
