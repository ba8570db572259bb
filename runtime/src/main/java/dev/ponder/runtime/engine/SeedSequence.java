package dev.ponder.runtime.engine;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import dev.ponder.runtime.upstream.UpstreamCall;

/**
 * The seeds of the calls that answer one choice, if the request has a seed. The call that writes the answer has the
 * client's seed, the calls of a stage have it plus their index in the stage. So a repeated request makes the same calls, in
 * whichever order the responses arrive, and its samples differ. Further choices begin at other seeds. Thread-safe.
 */
final class SeedSequence {

    /** More than the calls of a stage, so that the samples of two choices have different seeds. */
    private static final long CHOICE_DISTANCE = 1 << 16;

    private final OptionalLong seed;
    private final int choice;
    private final Map<String, Integer> next = new ConcurrentHashMap<>();

    /**
     * The seeds of a choice.
     *
     * @param seed the client's seed; empty for none
     * @param choice the index of the choice among those of its prompt and branch, from 0
     */
    SeedSequence(OptionalLong seed, int choice) {
        this.seed = seed;
        this.choice = choice;
    }

    /** Whether the request has a seed. */
    boolean seeded() {
        return seed.isPresent();
    }

    /** The index of the first of a number of calls of a stage. Their indexes are consecutive and used once. */
    int reserve(String stage, int calls) {
        return next.merge(stage, calls, Integer::sum) - calls;
    }

    /** The call that writes the answer. */
    UpstreamCall answer(UpstreamCall call) {
        return seed.isEmpty() ? call : call.withSeed(seed.getAsLong() + choice);
    }

    /** The call with an index in its stage. */
    UpstreamCall numbered(UpstreamCall call, int index) {
        return seed.isEmpty() ? call : call.withSeed(seed.getAsLong() + choice * CHOICE_DISTANCE + index);
    }
}
