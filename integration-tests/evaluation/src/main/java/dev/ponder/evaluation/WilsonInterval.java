package dev.ponder.evaluation;

import java.util.Locale;

/**
 * A share with its 95 % confidence interval by Wilson's score.
 *
 * @param share the share of hits
 * @param low the lower end
 * @param high the upper end
 */
public record WilsonInterval(double share, double low, double high) {

    private static final double Z = 1.959964;

    /** The interval for a number of hits in a number of trials; 0 to 1 without trials. */
    public static WilsonInterval of(int hits, int trials) {
        if (trials == 0) {
            return new WilsonInterval(0, 0, 1);
        }
        double share = (double) hits / trials;
        double square = Z * Z / trials;
        double center = (share + square / 2) / (1 + square);
        double half = Z * Math.sqrt(share * (1 - share) / trials + square / (4 * trials)) / (1 + square);
        return new WilsonInterval(share, Math.max(0, center - half), Math.min(1, center + half));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", share, low, high);
    }
}
