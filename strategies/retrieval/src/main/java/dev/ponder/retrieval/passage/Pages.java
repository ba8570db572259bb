package dev.ponder.retrieval.passage;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

import dev.ponder.retrieval.token.TokenCounter;

/**
 * The pages of a long text that models read. A text with too many pages gets larger ones; if these are too many as well,
 * those are read whose words fit the question best. Immutable.
 *
 * @param read the pages to be read, in the order of the text
 * @param count the number of all pages, at least that of those to be read
 */
public record Pages(List<Page> read, int count) {

    /** Copies the list. */
    public Pages {
        read = List.copyOf(read);
    }

    /**
     * The limits of a division.
     *
     * @param tokens the usual size of a page, at least 1
     * @param maxTokens the largest size of a page, at least {@code tokens}
     * @param overlapPercent which part of a page the next one repeats, 0 to 50
     * @param maxPages how many pages may be read, at least 0
     */
    public record Limits(int tokens, int maxTokens, int overlapPercent, int maxPages) {}

    /** Divides a text. Takes linear time; call it on a worker thread. */
    public static Pages of(String text, String question, Limits limits) {
        long wanted = TokenCounter.estimate(text) * (100L + limits.overlapPercent()) / 100
                / Math.max(1, limits.maxPages());
        int size = (int) Math.min(limits.maxTokens(), Math.max(limits.tokens(), wanted + wanted / 8));
        List<Page> all = divided(text, size, limits.overlapPercent());
        if (all.size() > limits.maxPages() && size < limits.maxTokens()) {
            all = divided(text, limits.maxTokens(), limits.overlapPercent());
        }
        return all.size() <= limits.maxPages() ? new Pages(all, all.size()) : of(all).best(question, limits.maxPages());
    }

    /** All of these pages. */
    public static Pages of(List<Page> all) {
        return new Pages(all, all.size());
    }

    private static List<Page> divided(String text, int tokens, int overlapPercent) {
        List<Passage> passages = new PassageSplitter(tokens, tokens * overlapPercent / 100).split(0, text);
        return IntStream.range(0, passages.size())
                .mapToObj(i -> new Page(i + 1, passages.get(i).start(), passages.get(i).text())).toList();
    }

    /**
     * The pages that fit the question best, in the order of the text. If fewer pages have a word of the question, the first
     * and the last ones are added, because they often say what the text is about.
     *
     * @param limit how many pages, at least 0
     */
    public Pages best(String question, int limit) {
        if (read.size() <= limit) {
            return this;
        }
        PassageIndex index = PassageIndex.of(IntStream.range(0, read.size())
                .mapToObj(i -> new Passage(i, 0, read.get(i).text().length(), read.get(i).text())).toList());
        var chosen = new LinkedHashSet<Page>();
        index.search(question, limit).forEach(found -> chosen.add(read.get(found.passage().document())));
        for (int i = 0; chosen.size() < limit; i++) {
            chosen.add(read.get(i % 2 == 0 ? i / 2 : read.size() - 1 - i / 2));
        }
        return new Pages(chosen.stream().sorted(Comparator.comparingInt(Page::number)).toList(), count);
    }

    /** The length of the pages to be read, in characters. */
    public long characters() {
        return read.stream().mapToLong(page -> page.text().length()).sum();
    }
}
