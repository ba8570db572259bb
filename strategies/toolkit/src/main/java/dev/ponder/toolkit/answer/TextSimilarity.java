package dev.ponder.toolkit.answer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The similarity of texts by their words. Similar texts may contradict each other; see {@link AnswerEquivalence} for
 * comparing answers. Pure functions, thread-safe.
 */
public final class TextSimilarity {

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

    /** For each text, the sum of its similarities to all texts; quadratic in their number. */
    public static double[] toAll(List<String> texts) {
        List<Set<String>> words = texts.stream().map(TextSimilarity::wordsOf).toList();
        var sums = new double[texts.size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] += 1;
            for (int j = i + 1; j < sums.length; j++) {
                double similarity = jaccard(words.get(i), words.get(j));
                sums[i] += similarity;
                sums[j] += similarity;
            }
        }
        return sums;
    }

    private static double jaccard(Set<String> left, Set<String> right) {
        if (left.isEmpty() && right.isEmpty()) {
            return 1;
        }
        Set<String> smaller = left.size() <= right.size() ? left : right;
        Set<String> larger = smaller == left ? right : left;
        int shared = 0;
        for (String word : smaller) {
            shared += larger.contains(word) ? 1 : 0;
        }
        return (double) shared / (left.size() + right.size() - shared);
    }

    private static Set<String> wordsOf(String text) {
        return new HashSet<>(TextTokens.of(text));
    }
}
