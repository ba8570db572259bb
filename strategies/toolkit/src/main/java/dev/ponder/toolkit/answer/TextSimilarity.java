package dev.ponder.toolkit.answer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The similarity of texts by their words, to choose the most typical of several free texts. Similar texts may
 * contradict each other; see {@link AnswerEquivalence} for comparing answers. Pure functions, thread-safe.
 */
public final class TextSimilarity {

    /** Sums of the same numbers in another order may differ in the last digits. */
    private static final double ROUNDING = 1e-9;

    private TextSimilarity() {
    }

    /**
     * The Jaccard index of the two sets of words: shared words divided by all words, without case and punctuation.
     *
     * @return from 0 (nothing shared) to 1 (the same words, or no words in either)
     */
    public static double jaccard(String left, String right) {
        return jaccard(wordsOf(left), wordsOf(right));
    }

    /**
     * The medoid: the text most similar to all others. Ties are broken by the shorter text, then by the lower index.
     *
     * @param texts at least one; the time is quadratic in their number
     * @return its index
     * @throws IllegalArgumentException if there is none
     */
    public static int medoid(List<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("texts: none (expected at least one)");
        }
        List<Set<String>> words = texts.stream().map(TextSimilarity::wordsOf).toList();
        int best = 0;
        double bestSum = similarityToAll(words, 0);
        for (int index = 1; index < texts.size(); index++) {
            double sum = similarityToAll(words, index);
            boolean tie = Math.abs(sum - bestSum) <= ROUNDING;
            if (tie ? texts.get(index).length() < texts.get(best).length() : sum > bestSum) {
                best = index;
                bestSum = sum;
            }
        }
        return best;
    }

    private static double similarityToAll(List<Set<String>> words, int index) {
        Set<String> own = words.get(index);
        return words.stream().mapToDouble(other -> jaccard(own, other)).sum();
    }

    private static double jaccard(Set<String> left, Set<String> right) {
        if (left.isEmpty() && right.isEmpty()) {
            return 1;
        }
        Set<String> smaller = left.size() <= right.size() ? left : right;
        Set<String> larger = smaller == left ? right : left;
        long shared = smaller.stream().filter(larger::contains).count();
        return (double) shared / (left.size() + right.size() - shared);
    }

    private static Set<String> wordsOf(String text) {
        return new HashSet<>(TextTokens.of(text));
    }
}
