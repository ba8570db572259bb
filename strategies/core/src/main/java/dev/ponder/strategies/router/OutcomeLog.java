package dev.ponder.strategies.router;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often strategies succeeded, for each client, model and kind of request. Outcomes lose their weight with a half-life of one
 * hour, so that a strategy that failed is tried again. Kept in memory; bounded: the least recently used entry is dropped.
 * Thread-safe.
 */
final class OutcomeLog {

    static final int MAX_ENTRIES = 10_000;

    private static final double HALF_LIFE_MILLIS = Duration.ofHours(1).toMillis();
    /** The outcomes that every strategy is assumed to have at first: 4 of 5 succeed. */
    private static final double ASSUMED_SUCCESSES = 4;
    private static final double ASSUMED_FAILURES = 1;

    private final Map<Key, Outcomes> log = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Outcomes> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /**
     * What outcomes are kept for.
     *
     * @param client the client, because no client may influence or observe the routes of another one
     * @param strategy the id of the strategy
     */
    record Key(String client, String model, QuestionKind kind, String strategy) {}

    private record Outcomes(double successes, double failures, Instant at) {

        Outcomes faded(Instant now) {
            double weight = Math.pow(0.5, Math.max(0, Duration.between(at, now).toMillis()) / HALF_LIFE_MILLIS);
            return new Outcomes(successes * weight, failures * weight, now);
        }
    }

    /** Records the end of a request. */
    synchronized void record(Key key, boolean success, Instant now) {
        Outcomes old = log.getOrDefault(key, new Outcomes(0, 0, now)).faded(now);
        log.put(key, new Outcomes(old.successes + (success ? 1 : 0), old.failures + (success ? 0 : 1), now));
    }

    /** The expected share of requests that succeed, above 0 and below 1. */
    synchronized double successRate(Key key, Instant now) {
        Outcomes known = log.getOrDefault(key, new Outcomes(0, 0, now)).faded(now);
        double successes = known.successes + ASSUMED_SUCCESSES;
        return successes / (successes + known.failures + ASSUMED_FAILURES);
    }

    synchronized int size() {
        return log.size();
    }
}
