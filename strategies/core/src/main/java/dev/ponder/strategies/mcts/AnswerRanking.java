package dev.ponder.strategies.mcts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.vote.AnswerPool;
import dev.ponder.toolkit.vote.Typicality;
import dev.ponder.toolkit.vote.VoteTally;

/**
 * The answers of a tree in order. Equal answers form a class: a class has the sum of the fourth powers of its grades, so that a
 * clear grade outweighs a majority, and a majority decides between nearly equal grades. The answers that descend from one
 * sample count once, with their mean grade.
 *
 * @param classes the complete answers by class, the best class first, and in it the best answer
 * @param incomplete the others: cut off, filtered, failed or blank
 */
record AnswerRanking(List<List<GradedAnswer>> classes, List<GradedAnswer> incomplete) {

    private static final double EXCELLENT = 0.95;
    private static final double ACCEPTABLE = 0.5;
    private static final double NEARLY_EQUAL = 0.05;
    private static final int SHARPNESS = 4;

    static final AnswerRanking EMPTY = new AnswerRanking(List.of(), List.of());

    static AnswerRanking of(List<GradedAnswer> answers, String question) {
        List<Candidate> candidates = answers.stream().map(GradedAnswer::candidate).toList();
        Map<Integer, GradedAnswer> byIndex = answers.stream()
                .collect(Collectors.toMap(answer -> answer.candidate().index(), answer -> answer));
        List<Integer> typical = Typicality.ranked(candidates, QuestionHint.of(question)).stream()
                .map(Candidate::index).toList();
        double average = answers.stream().flatMapToDouble(answer -> answer.grade().stream()).average().orElse(1);
        Comparator<GradedAnswer> best = Comparator
                .comparingDouble((GradedAnswer answer) -> -answer.grade().orElse(average))
                .thenComparing(answer -> answer.grade().isEmpty())
                .thenComparing(answer -> typical.indexOf(answer.candidate().index()));
        var tally = new VoteTally(question);
        candidates.stream().filter(GradedAnswer::isGradable).forEach(tally::cast);
        List<List<GradedAnswer>> classes = tally.classes().stream()
                .map(members -> members.stream().map(member -> byIndex.get(member.index())).sorted(best).toList())
                .sorted(Comparator.comparingDouble((List<GradedAnswer> members) -> -weight(members, average))
                        .thenComparing(members -> members.get(0), best))
                .toList();
        List<GradedAnswer> incomplete = answers.stream()
                .filter(answer -> !GradedAnswer.isGradable(answer.candidate()))
                .sorted(Comparator.comparing(answer -> typical.indexOf(answer.candidate().index()))).toList();
        return new AnswerRanking(classes, incomplete);
    }

    /** The ranking of answers that need no search: several with the same value and nothing else, or with the same text. */
    static Optional<AnswerRanking> settled(List<Candidate> sampled, String question) {
        List<Candidate> complete = sampled.stream().filter(GradedAnswer::isGradable).toList();
        var tally = new VoteTally(question);
        complete.forEach(tally::cast);
        boolean sameText = AnswerPool.distinct(complete, Candidate::answer).size() == 1;
        return complete.size() > 1 && (sameText || tally.unanimous())
                ? Optional.of(of(sampled.stream()
                        .map(candidate -> new GradedAnswer(candidate, candidate.index(), OptionalDouble.of(1), ""))
                        .toList(), question))
                : Optional.empty();
    }

    /** The best complete answer; empty without any. */
    Optional<GradedAnswer> leader() {
        return classes.stream().findFirst().map(members -> members.get(0));
    }

    /** The same ranking with the second class first. */
    AnswerRanking withSecondFirst() {
        var swapped = new ArrayList<>(classes);
        swapped.add(0, swapped.remove(1));
        return new AnswerRanking(swapped, incomplete);
    }

    /**
     * Whether to stop searching: no answer is complete, two verdicts find the leading answer excellent, or a whole wave came
     * to this answer and it is graded acceptable.
     *
     * @param wave the answers of the last wave
     */
    boolean isDecided(List<Candidate> wave) {
        if (classes.isEmpty()) {
            return true;
        }
        List<GradedAnswer> graded = classes.get(0).stream().filter(answer -> answer.grade().isPresent()).toList();
        double mean = graded.stream().mapToDouble(answer -> answer.grade().orElse(0)).average().orElse(0);
        List<Integer> leading = classes.get(0).stream().map(answer -> answer.candidate().index()).toList();
        return (graded.size() > 1 && mean >= EXCELLENT)
                || (wave.size() > 1 && mean >= ACCEPTABLE && wave.stream().map(Candidate::index)
                        .allMatch(leading::contains));
    }

    /** Whether the grades of the two best answers differ too little to tell which one is better. */
    boolean isClose() {
        if (classes.size() < 2) {
            return false;
        }
        OptionalDouble first = classes.get(0).get(0).grade();
        OptionalDouble second = classes.get(1).get(0).grade();
        return first.isPresent() && second.isPresent()
                && Math.abs(first.getAsDouble() - second.getAsDouble()) <= NEARLY_EQUAL;
    }

    boolean isGraded() {
        return classes.stream().flatMap(List::stream).anyMatch(answer -> answer.grade().isPresent());
    }

    /** The answers without repeated texts: the best of each class first, then the others. */
    List<Answer> answers() {
        return AnswerPool.distinct(Stream.of(classes.stream().map(members -> members.get(0)),
                classes.stream().flatMap(List::stream), incomplete.stream()).flatMap(answers -> answers)
                .map(GradedAnswer::answer).toList(), answer -> answer);
    }

    private static double weight(List<GradedAnswer> members, double average) {
        Map<Integer, List<Double>> bySample = new HashMap<>();
        members.forEach(member -> bySample.computeIfAbsent(member.sample(), first -> new ArrayList<>())
                .add(member.grade().orElse(average)));
        return bySample.values().stream()
                .mapToDouble(grades -> grades.stream().mapToDouble(Double::doubleValue).average().orElse(0))
                .map(grade -> Math.pow(grade, SHARPNESS)).sum();
    }
}
