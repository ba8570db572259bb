package dev.ponder.runtime.upstream.sim;

import java.time.Duration;

import dev.ponder.runtime.config.SimConfig;

/**
 * How the simulated model behaves. Fails with {@link IllegalStateException} when a value is out of range.
 *
 * @param accuracy how often it answers rightly, 0 to 1
 * @param judgeAccuracy how often it judges an answer rightly, 0 to 1
 * @param firstToken time to its first token; zero for no wait at all
 * @param tokenDelay time between two tokens; zero for no wait at all
 * @param seed what all its chance begins with
 */
public record SimSettings(double accuracy, double judgeAccuracy, Duration firstToken, Duration tokenDelay, long seed) {

    private static final Duration LONGEST = Duration.ofHours(1);

    /** Checks the ranges. */
    public SimSettings {
        probability("accuracy", accuracy);
        probability("judge-accuracy", judgeAccuracy);
        duration("first-token", firstToken);
        duration("token-delay", tokenDelay);
    }

    static SimSettings of(SimConfig config) {
        return new SimSettings(config.accuracy(), config.judgeAccuracy(), config.firstToken(), config.tokenDelay(),
                config.seed());
    }

    private static void probability(String property, double value) {
        boolean within = value >= 0 && value <= 1;
        if (!within) {
            throw outOfRange(property, value, "a probability, 0 to 1");
        }
    }

    private static void duration(String property, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw outOfRange(property, value, "a duration, 0S to 1H");
        }
    }

    private static IllegalStateException outOfRange(String property, Object value, String expected) {
        return new IllegalStateException("ponder.sim." + property + ": '" + value + "' (expected " + expected + ")");
    }
}
