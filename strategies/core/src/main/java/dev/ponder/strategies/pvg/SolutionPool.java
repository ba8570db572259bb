package dev.ponder.strategies.pvg;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.strategies.pvg.GameVerifier.VerifierVerdict;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.vote.Typicality;
import dev.ponder.toolkit.vote.VoteTally;

/**
 * The helpful solutions of all rounds, and the verdicts about their texts. All rounds solve the same question, so their scores
 * can be compared. Only these solutions can be returned.
 */
record SolutionPool(String question, List<Candidate> solutions, Map<String, List<VerifierVerdict>> verdicts) {

    private static final double BEST = 10;
    /** Keeps the odds of a perfect score finite. */
    private static final double MOST_CERTAIN = 0.95;
    /** The log odds by which each further solution with the same answer supports it. */
    private static final double AGREEMENT = 1;

    SolutionPool {
        solutions = List.copyOf(solutions);
        verdicts = Map.copyOf(verdicts);
    }

    /** What the client reads of an answer. */
    static String text(Answer answer) {
        return (answer.text().isBlank() ? answer.refusal() : answer.text()).strip();
    }

    static boolean complete(Candidate candidate) {
        return candidate.answer().complete() && !text(candidate.answer()).isEmpty();
    }

    SolutionPool with(List<Candidate> more, Map<String, List<VerifierVerdict>> about) {
        Map<String, List<VerifierVerdict>> all = new LinkedHashMap<>(verdicts);
        all.putAll(about);
        return new SolutionPool(question, Stream.concat(solutions.stream(), more.stream()).toList(), all);
    }

    /** Whether there is at least one verdict. */
    boolean verified() {
        return verdicts.values().stream().anyMatch(about -> !about.isEmpty());
    }

    List<VerifierVerdict> about(Candidate candidate) {
        return verdicts.getOrDefault(text(candidate.answer()), List.of());
    }

    /** The mean score from 0 to 10; empty without a verdict. */
    OptionalDouble score(Candidate candidate) {
        return mean(about(candidate));
    }

    static OptionalDouble mean(List<VerifierVerdict> verdicts) {
        return verdicts.stream().mapToDouble(VerifierVerdict::score).average();
    }

    /** Whether there are several complete solutions, all with the same announced answer. */
    boolean unanimous() {
        VoteTally tally = tally();
        return tally.complete().size() > 1 && tally.unanimous();
    }

    /**
     * The complete solutions in classes of equal answers, the most probable class first, and the best solution of each class
     * first. The log odds of a class are those of its distinct solutions, added up as if verdicts were independent, plus a
     * constant for each agreement.
     */
    List<List<Candidate>> classes() {
        Comparator<List<Candidate>> byOdds = Comparator.comparingDouble(this::logOdds);
        Comparator<Candidate> byScore = Comparator.comparingDouble(candidate -> score(candidate).orElse(0));
        return tally().classes().stream()
                .map(members -> members.stream().sorted(byScore.reversed()).toList())
                .sorted(byOdds.reversed()).toList();
    }

    /** All solutions, complete ones first, the most similar to the others first. */
    List<Candidate> typical() {
        return Typicality.ranked(solutions, QuestionHint.of(question));
    }

    long characters() {
        return solutions.stream().mapToLong(candidate -> candidate.answer().characters()).sum();
    }

    private double logOdds(List<Candidate> members) {
        return AGREEMENT * (members.size() - 1) + members.stream().map(candidate -> text(candidate.answer())).distinct()
                .map(text -> mean(verdicts.getOrDefault(text, List.of())))
                .filter(OptionalDouble::isPresent).mapToDouble(score -> logOdds(score.getAsDouble())).sum();
    }

    private static double logOdds(double score) {
        double probability = Math.max(1 - MOST_CERTAIN, Math.min(MOST_CERTAIN, score / BEST));
        return Math.log(probability / (1 - probability));
    }

    private VoteTally tally() {
        var tally = new VoteTally(question);
        solutions.forEach(tally::cast);
        return tally;
    }
}
