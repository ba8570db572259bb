package dev.ponder.toolkit.vote;

/** When to stop voting. Pure functions, thread-safe. */
final class StoppingRules {

    private StoppingRules() {
    }

    /**
     * Whether the leader has won: even all outstanding votes together do not bring the runner-up level.
     *
     * @param leader the weight of the leading answer
     * @param runnerUp the weight of the second answer, 0 if there is none
     * @param remaining the weight of the outstanding votes
     */
    static boolean decided(double leader, double runnerUp, double remaining) {
        return leader > runnerUp + remaining;
    }

    /**
     * How probable it is that the leader is the true majority, by the Beta criterion of Adaptive-Consistency (arXiv
     * 2305.11860): the probability that a fair coin, tossed {@code leader + runnerUp + 1} times, shows heads at most
     * {@code leader} times.
     *
     * @param leader the votes for the leading answer, at least 0
     * @param runnerUp the votes for the second answer, at least 0
     * @return from 0 to 1; 0.5 for equal votes
     * @throws IllegalArgumentException if a count is negative
     */
    static double majorityProbability(int leader, int runnerUp) {
        if (leader < 0 || runnerUp < 0) {
            throw new IllegalArgumentException("votes: " + leader + ", " + runnerUp + " (expected at least 0)");
        }
        long tosses = (long) leader + runnerUp + 1;
        // In logarithms, because 2^-n underflows for n over 1074
        double logTerm = -tosses * Math.log(2);
        double sum = Math.exp(logTerm);
        for (long heads = 1; heads <= leader; heads++) {
            logTerm += Math.log((double) (tosses - heads + 1) / heads);
            sum += Math.exp(logTerm);
        }
        return Math.min(1, sum);
    }

    /**
     * Whether the leader is the majority with at least the given probability.
     *
     * @param leader the votes for the leading answer
     * @param runnerUp the votes for the second answer
     * @param threshold from 0 to 1; the paper uses 0.95
     * @see #majorityProbability(int, int)
     */
    static boolean probablyDecided(int leader, int runnerUp, double threshold) {
        return majorityProbability(leader, runnerUp) >= threshold;
    }
}
