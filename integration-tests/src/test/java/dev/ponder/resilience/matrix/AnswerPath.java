package dev.ponder.resilience.matrix;

/** The ways that an answer takes through the server, each by the strategy that stands for it. */
enum AnswerPath {

    /** Byte by byte. */
    RELAY("none", "relay"),
    /** Several stages, the last of which streams. */
    NATIVE("moa", "native"),
    /** Whole candidates, the best of which is cut into pieces. */
    EMULATED("bon", "emulated");

    /** How many calls the first stage makes at once. */
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

    /** How many calls are made before anything has been answered. */
    int firstCalls() {
        return this == RELAY ? 1 : CANDIDATES;
    }
}
