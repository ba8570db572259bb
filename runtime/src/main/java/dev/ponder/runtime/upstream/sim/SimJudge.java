package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Fence.Block;

/**
 * Tells right answers from wrong ones, each for itself, with a set probability. Among those that look alike it has no
 * preference, so of one right and one wrong answer it prefers the right one with just that probability.
 */
final class SimJudge {

    static final Set<String> VERDICTS = Set.of("ranking", "choice", "score");
    private static final Set<String> ANSWERS = Set.of("draft", "candidate");

    private final double accuracy;

    SimJudge(double accuracy) {
        this.accuracy = accuracy;
    }

    private record Seen(List<String> right, List<String> wrong) {

        List<String> ranking() {
            var labels = new ArrayList<>(right);
            labels.addAll(wrong);
            return labels;
        }
    }

    /** The number that a work gives as its answer; plans and notes give none unless they say so. */
    static Optional<BigDecimal> answerOf(Block work) {
        return ANSWERS.contains(work.kind()) ? StatedAnswer.in(work.text()) : StatedAnswer.marked(work.text());
    }

    /** Whether a work looks right; a guess when there is nothing to work out. */
    boolean looksRight(Block work, Optional<ArithmeticExpression> question, RandomGenerator chance) {
        if (question.isEmpty()) {
            return chance.nextBoolean();
        }
        boolean right = answerOf(work).filter(question.get().value()::equals).isPresent();
        return right == rightly(chance);
    }

    /** Whether it judges rightly this time. */
    boolean rightly(RandomGenerator chance) {
        return chance.nextDouble() < accuracy;
    }

    ObjectNode verdict(String kind, List<Block> works, Optional<ArithmeticExpression> question,
            RandomGenerator chance) {
        Seen seen = look(candidates(works), question, chance);
        ObjectNode verdict = JsonNodeFactory.instance.objectNode().put("reasoning",
                reasoning(seen, question.isPresent()));
        switch (kind) {
            case "ranking" -> seen.ranking().forEach(verdict.putArray("ranking")::add);
            case "choice" -> verdict.put("choice", seen.ranking().stream().findFirst().orElse(""));
            default -> verdict.put("score", score(seen, question.isPresent(), chance));
        }
        return verdict;
    }

    String critique(List<Block> works, Optional<ArithmeticExpression> question, RandomGenerator chance) {
        return works.stream()
                .map(work -> critique(work, looksRight(work, question, chance)))
                .collect(Collectors.joining("\n"));
    }

    private static String critique(Block work, boolean looksRight) {
        String name = work.label().isBlank() ? "The " + work.kind() : "[" + work.label() + "]";
        String result = answerOf(work).map(value -> "its result, " + value.toPlainString() + ",")
                .orElse("it gives no result, so it");
        return name + ": " + result
                + (looksRight ? " looks right to me." : " looks wrong to me; check each step again.");
    }

    private Seen look(Collection<Block> candidates, Optional<ArithmeticExpression> question, RandomGenerator chance) {
        var right = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        candidates.forEach(work -> (looksRight(work, question, chance) ? right : wrong).add(work.label()));
        SimRandom.shuffle(right, chance);
        SimRandom.shuffle(wrong, chance);
        return new Seen(right, wrong);
    }

    private static int score(Seen seen, boolean arithmetic, RandomGenerator chance) {
        if (!arithmetic) {
            return chance.nextInt(3, 8);
        }
        return seen.right().isEmpty() ? chance.nextInt(1, 5) : chance.nextInt(8, 11);
    }

    private static String reasoning(Seen seen, boolean arithmetic) {
        if (!arithmetic) {
            return "The question holds no arithmetic, so this is a guess of Ponder's simulated model.";
        }
        return "Looks right: " + listed(seen.right()) + ". Looks wrong: " + listed(seen.wrong()) + ".";
    }

    private static String listed(List<String> labels) {
        return labels.isEmpty() ? "none" : labels.stream().sorted().collect(Collectors.joining(", "));
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
