package dev.ponder.strategies.plansearch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Chooses the combinations of observations from which plans are made. Pure functions. */
final class ObservationSubsets {

    private ObservationSubsets() {
    }

    /**
     * Combinations in a random order in which each next one has the most observations that none before has: few combinations
     * cover all observations. If there are fewer combinations than wanted, they repeat. Without observations, all are empty.
     *
     * @param maxSize the largest number of observations in one, 1 or more
     * @param count how many are wanted, 1 or more
     */
    static List<List<String>> choose(List<String> observations, int maxSize, int count, RandomGenerator random) {
        if (observations.isEmpty()) {
            return Collections.nCopies(count, List.of());
        }
        List<BitSet> subsets = upTo(maxSize, observations.size());
        Collections.shuffle(subsets, new Random(random.nextLong()));
        var covered = new BitSet();
        var chosen = new ArrayList<BitSet>();
        for (int i = 0; i < count; i++) {
            if (i < subsets.size()) {
                BitSet next = subsets.stream().filter(subset -> !chosen.contains(subset))
                        .max(Comparator.comparingInt(subset -> uncovered(subset, covered))).orElseThrow();
                covered.or(next);
                chosen.add(next);
            } else {
                chosen.add(chosen.get(i - subsets.size()));
            }
        }
        return chosen.stream().map(subset -> subset.stream().mapToObj(observations::get).toList()).toList();
    }

    private static int uncovered(BitSet subset, BitSet covered) {
        var fresh = (BitSet) subset.clone();
        fresh.andNot(covered);
        return fresh.cardinality();
    }

    /** All subsets of the numbers below {@code size} that have 1 to {@code maxSize} members. */
    private static List<BitSet> upTo(int maxSize, int size) {
        var subsets = new ArrayList<BitSet>();
        var smaller = List.of(new BitSet());
        for (int members = 1; members <= Math.min(maxSize, size); members++) {
            var larger = new ArrayList<BitSet>();
            for (BitSet subset : smaller) {
                for (int next = subset.length(); next < size; next++) {
                    var extended = (BitSet) subset.clone();
                    extended.set(next);
                    larger.add(extended);
                }
            }
            subsets.addAll(larger);
            smaller = larger;
        }
        return subsets;
    }
}
