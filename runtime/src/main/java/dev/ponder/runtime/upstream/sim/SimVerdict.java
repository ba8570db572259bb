package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import dev.ponder.api.Fence.Block;

/**
 * What the model thinks of several works in one reply.
 *
 * @param opinions whether each of them looks right
 * @param ranking the labels, those of works that look right first, otherwise in random order
 * @param alike whether they seem to give the same answer
 * @param informed whether it understands the question; otherwise this is a guess
 */
record SimVerdict(Map<Block, Boolean> opinions, List<String> ranking, boolean alike, boolean informed) {

    static SimVerdict of(Map<Block, Boolean> opinions, boolean alike, boolean informed, RandomGenerator chance) {
        List<String> right = labels(opinions, true);
        List<String> wrong = labels(opinions, false);
        SimRandom.shuffle(right, chance);
        SimRandom.shuffle(wrong, chance);
        right.addAll(wrong);
        return new SimVerdict(opinions, List.copyOf(right), alike, informed);
    }

    /** Whether the last work looks right. */
    boolean lastLooksRight() {
        return opinions.values().stream().reduce((first, second) -> second).orElse(false);
    }

    /** Whether any of them looks right. */
    boolean anyLooksRight() {
        return opinions.containsValue(true);
    }

    /** The label of the best; empty when there is none. */
    String best() {
        return ranking.stream().findFirst().orElse("");
    }

    /** A grade from 0 to 1: above 0.75 if a work looks right, otherwise below 0.45. */
    double grade(RandomGenerator chance) {
        if (!informed) {
            return chance.nextInt(3, 8) / 10.0;
        }
        return (anyLooksRight() ? chance.nextInt(8, 11) : chance.nextInt(1, 5)) / 10.0;
    }

    String reasoning() {
        return informed
                ? "Looks right: " + listed(true) + ". Looks wrong: " + listed(false) + "."
                : "The question holds no task that I know, so this is a guess of Ponder's simulated model.";
    }

    private String listed(boolean right) {
        List<String> labels = labels(opinions, right);
        return labels.isEmpty() ? "none" : labels.stream().sorted().collect(Collectors.joining(", "));
    }

    private static List<String> labels(Map<Block, Boolean> opinions, boolean right) {
        return opinions.entrySet().stream().filter(opinion -> opinion.getValue() == right)
                .map(opinion -> opinion.getKey().label()).collect(Collectors.toCollection(ArrayList::new));
    }
}
