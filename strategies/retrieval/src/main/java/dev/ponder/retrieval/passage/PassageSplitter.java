package dev.ponder.retrieval.passage;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides a document into passages of at most so many tokens. A passage ends before a heading if possible, else after a
 * paragraph, a line, a sentence or a word, in this order. Together the passages cover the whole document. Immutable,
 * thread-safe; takes linear time.
 *
 * @param maxTokens the most tokens of a passage, by the {@linkplain dev.ponder.retrieval.token.TokenCounter#estimate
 *        estimate}, at least 1
 * @param overlapTokens the most tokens at the end of a passage that the next one repeats, from 0 to half of
 *        {@code maxTokens}; only whole sentences are repeated
 */
public record PassageSplitter(int maxTokens, int overlapTokens) {

    /** Checks the ranges; throws an {@link IllegalArgumentException}. */
    public PassageSplitter {
        if (maxTokens < 1 || overlapTokens < 0 || overlapTokens > maxTokens / 2) {
            throw new IllegalArgumentException("passages of " + maxTokens + " tokens that overlap by " + overlapTokens
                    + " (expected maxTokens >= 1 and 0 <= overlapTokens <= maxTokens / 2)");
        }
    }

    /** The passages in the order of the document; none if it is blank. */
    public List<Passage> split(int document, String text) {
        if (text.isBlank()) {
            return List.of();
        }
        List<TextSegment> segments = TextSegment.of(text, maxTokens);
        var passages = new ArrayList<Passage>();
        int first = 0;
        int next = 0;
        while (first < segments.size()) {
            next = end(segments, first, next);
            int start = segments.get(first).start();
            int end = segments.get(next - 1).end();
            passages.add(new Passage(document, start, end, text.substring(start, end)));
            first = next == segments.size() ? next : repeatFrom(segments, first, next);
        }
        return passages;
    }

    /** The index after the last segment of the passage that begins with this segment and has at least one new one. */
    private int end(List<TextSegment> segments, int first, int firstNew) {
        int full = first;
        int tokens = 0;
        while (full < segments.size() && (full == first || tokens + segments.get(full).tokens() <= maxTokens)) {
            tokens += segments.get(full++).tokens();
        }
        if (full == segments.size()) {
            return full;
        }
        // a passage is filled at least by half, so that headings close to each other do not make many small ones
        int best = full;
        int removed = 0;
        for (int i = full; i > firstNew && removed * 2 <= tokens; i--) {
            if (segments.get(i).border().compareTo(segments.get(best).border()) > 0) {
                best = i;
            }
            removed += segments.get(i - 1).tokens();
        }
        return best;
    }

    private int repeatFrom(List<TextSegment> segments, int first, int next) {
        int from = next;
        int tokens = 0;
        int most = Math.min(overlapTokens, maxTokens - segments.get(next).tokens());
        while (from - 1 > first && tokens + segments.get(from - 1).tokens() <= most) {
            tokens += segments.get(--from).tokens();
        }
        return from;
    }
}
