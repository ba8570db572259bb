package dev.ponder.toolkit.vote;

/**
 * When further votes are not worth their cost. Pure functions, thread-safe.
 */
public final class StoppingRules {

    private StoppingRules() {
    }

    /**
     * Whether the leader has won for certain: not even all outstanding votes together let the runner-up draw level.
     *
     * @param leader the weight of the leading class
     * @param runnerUp the weight of the next one, 0 if there is none
     * @param remaining the weight of the votes still outstanding
     */
    public static boolean decided(double leader, double runnerUp, double remaining) {
        return leader > runnerUp + remaining;
    }

    /**
     * How probable it is that the leader is the true majority, by the Beta criterion of Adaptive-Consistency (arXiv
     * 2305.11860): the probability that a fair coin, thrown {@code leader + runnerUp + 1} times, shows heads at most
     * {@code leader} times.
     *
     * @param leader the votes of the leading class, at least 0
     * @param runnerUp the votes of the next one, at least 0
     * @return from 0 to 1; 0.5 when both have as many
     * @throws IllegalArgumentException if a count is negative
     */
    public static double majorityProbability(int leader, int runnerUp) {
        if (leader < 0 || runnerUp < 0) {
            throw new IllegalArgumentException("votes: " + leader + ", " + runnerUp + " (expected at least 0)");
        }
        long throwsOfCoin = (long) leader + runnerUp + 1;
        // In logarithms, as 2^-n is no double for n over 1074
        double logTerm = -throwsOfCoin * Math.log(2);
        double sum = Math.exp(logTerm);
        for (long heads = 1; heads <= leader; heads++) {
            logTerm += Math.log((double) (throwsOfCoin - heads + 1) / heads);
            sum += Math.exp(logTerm);
        }
        return Math.min(1, sum);
    }

    /**
     * Whether the leader is the majority with at least the given probability.
     *
     * @param leader the votes of the leading class
     * @param runnerUp the votes of the next one
     * @param threshold from 0 to 1; the paper uses 0.95
     * @see #majorityProbability(int, int)
     */
    public static boolean probablyDecided(int leader, int runnerUp, double threshold) {
        return majorityProbability(leader, runnerUp) >= threshold;
    }
}
