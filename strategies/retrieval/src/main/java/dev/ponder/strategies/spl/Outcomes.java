package dev.ponder.strategies.spl;

/**
 * How often answers were good.
 *
 * @param attempts answers whose outcome is known
 * @param successes good ones
 */
record Outcomes(int attempts, int successes) {

    static final Outcomes NONE = new Outcomes(0, 0);

    /** Two-sided confidence of 80 %. */
    private static final double Z = 1.2816;

    Outcomes plus(boolean success) {
        return new Outcomes(attempts + 1, successes + (success ? 1 : 0));
    }

    /** The lower bound of the success rate, by Wilson's interval; 0 without attempts. */
    double lower() {
        return attempts == 0 ? 0 : Math.max(0, center() - margin());
    }

    /** The upper bound of the success rate; 1 without attempts. */
    double upper() {
        return attempts == 0 ? 1 : Math.min(1, center() + margin());
    }

    private double center() {
        double rate = (double) successes / attempts;
        return (rate + Z * Z / (2 * attempts)) / (1 + Z * Z / attempts);
    }

    private double margin() {
        double rate = (double) successes / attempts;
        return Z / (1 + Z * Z / attempts)
                * Math.sqrt(rate * (1 - rate) / attempts + Z * Z / (4.0 * attempts * attempts));
    }
}
