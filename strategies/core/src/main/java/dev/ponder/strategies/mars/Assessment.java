package dev.ponder.strategies.mars;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import dev.ponder.strategies.mars.Population.Solution;

/**
 * What the verifications of a solution found.
 *
 * @param wanted how many verifications were made
 * @param reports those that can be read
 */
record Assessment(Solution solution, int wanted, List<Report> reports) {

    /**
     * Verified solutions first, those that are rejected last; then by the share of reports that accept, by votes, and
     * improvements before the solutions that they improve.
     */
    static final Comparator<Assessment> BEST_FIRST = Comparator
            .comparing(Assessment::verified)
            .thenComparing(assessment -> !assessment.rejected())
            .thenComparingDouble(Assessment::acceptance)
            .thenComparingInt(assessment -> assessment.solution().votes())
            .thenComparing(assessment -> assessment.solution().isImprovement())
            .thenComparingInt(assessment -> -assessment.solution().id()).reversed();

    /**
     * One verification.
     *
     * @param correct whether it accepts the solution
     * @param text the faults that it found
     */
    record Report(boolean correct, String text) {}

    Assessment {
        reports = List.copyOf(reports);
    }

    /** Whether all verifications were read and accept the solution. */
    boolean verified() {
        return wanted > 0 && reports.size() == wanted && reports.stream().allMatch(Report::correct);
    }

    /** Whether a report rejects the solution. */
    boolean faulty() {
        return reports.stream().anyMatch(report -> !report.correct());
    }

    /** The assessment of a solution that was not verified. */
    static Assessment none(Solution solution) {
        return new Assessment(solution, 0, List.of());
    }

    /** Whether a second report confirms that the solution is wrong, or the only one says so. */
    boolean rejected() {
        long rejections = reports.stream().filter(report -> !report.correct()).count();
        return rejections >= Math.min(2, Math.max(1, wanted));
    }

    /** The share of the reports that accept the solution; a half without reports. */
    double acceptance() {
        return reports.stream().mapToDouble(report -> report.correct() ? 1 : 0).average().orElse(0.5);
    }

    /** The reports that reject the solution; empty without any. */
    String objections() {
        return reports.stream().filter(report -> !report.correct()).map(Report::text)
                .collect(Collectors.joining("\n\n"));
    }
}
