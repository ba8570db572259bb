package dev.ponder.runtime.upstream.sim;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import dev.ponder.api.Fence.Block;

/**
 * Tells right answers from wrong ones, each for itself, with a set probability. Among those that look alike it has no
 * preference, so of one right and one wrong answer it prefers the right one with just that probability.
 */
final class SimJudge {

    private static final Set<String> ANSWERS = Set.of("draft", "candidate");

    private final double accuracy;

    SimJudge(double accuracy) {
        this.accuracy = accuracy;
    }

    /** The answer that a work gives; plans and notes give none unless they say so. */
    static Optional<String> answerOf(Block work, SimProblem problem) {
        return ANSWERS.contains(work.kind()) ? problem.stated(work.text()) : problem.marked(work.text());
    }

    /** Whether a work looks right; a guess when there is nothing to work out. */
    boolean looksRight(Block work, Optional<SimProblem> problem, RandomGenerator chance) {
        if (problem.isEmpty()) {
            return chance.nextBoolean();
        }
        boolean right = answerOf(work, problem.get()).filter(problem.get()::isRight).isPresent();
        return right == rightly(chance);
    }

    /** Whether it judges rightly this time. */
    boolean rightly(RandomGenerator chance) {
        return chance.nextDouble() < accuracy;
    }

    /** What it thinks of the candidates among these works. */
    SimVerdict verdict(List<Block> works, Optional<SimProblem> problem, RandomGenerator chance) {
        Map<Block, Boolean> opinions = new LinkedHashMap<>();
        candidates(works).forEach(work -> opinions.put(work, looksRight(work, problem, chance)));
        boolean alike = problem
                .map(known -> answers(opinions.keySet(), known).size() <= 1 == rightly(chance))
                .orElseGet(chance::nextBoolean);
        return SimVerdict.of(opinions, alike, problem.isPresent(), chance);
    }

    private static Set<Optional<String>> answers(Collection<Block> works, SimProblem problem) {
        return works.stream().map(work -> answerOf(work, problem)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    String critique(List<Block> works, Optional<SimProblem> problem, RandomGenerator chance) {
        return works.stream()
                .map(work -> critique(work, problem, looksRight(work, problem, chance)))
                .collect(Collectors.joining("\n"));
    }

    private static String critique(Block work, Optional<SimProblem> problem, boolean looksRight) {
        String name = work.label().isBlank() ? "The " + work.kind() : "[" + work.label() + "]";
        String result = problem.flatMap(known -> answerOf(work, known)).map(answer -> "its result, " + answer + ",")
                .orElse("it gives no result, so it");
        return name + ": " + result
                + (looksRight ? " looks right to me." : " looks wrong to me; check each step again.");
    }

    /** Each label once; blocks of other kinds only where no candidate is marked as such. */
    private static Collection<Block> candidates(List<Block> works) {
        boolean marked = works.stream().anyMatch(work -> work.kind().equals("candidate"));
        Map<String, Block> byLabel = new LinkedHashMap<>();
        works.stream()
                .filter(work -> !marked || work.kind().equals("candidate"))
                .forEach(work -> byLabel.put(work.label(), work));
        return byLabel.values();
    }
}
