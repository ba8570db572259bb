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

    /** Divides a text and chooses pages. Takes linear time; call it on a worker thread. */
    public static Pages of(String text, String question, Limits limits) {
        return divide(text, limits).best(question, limits.maxPages());
    }

    /** Divides a text. There are more than the maximum of pages if the largest size does not suffice. */
    public static Pages divide(String text, Limits limits) {
        long wanted = TokenCounter.estimate(text) * (100L + limits.overlapPercent()) / 100
                / Math.max(1, limits.maxPages());
        int size = (int) Math.min(limits.maxTokens(), Math.max(limits.tokens(), wanted + wanted / 8));
        List<Page> all = divided(text, size, limits.overlapPercent());
        return of(all.size() > limits.maxPages() && size < limits.maxTokens()
                ? divided(text, limits.maxTokens(), limits.overlapPercent())
                : all);
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
        return read.size() <= limit ? this : best(question, limit, index());
    }

    /** The same with the {@linkplain #index index} of these pages, for several questions. */
    public Pages best(String question, int limit, PassageIndex index) {
        if (read.size() <= limit) {
            return this;
        }
        var chosen = new LinkedHashSet<Page>();
        index.search(question, limit).forEach(found -> chosen.add(read.get(found.passage().document())));
        for (int i = 0; chosen.size() < limit; i++) {
            chosen.add(read.get(i % 2 == 0 ? i / 2 : read.size() - 1 - i / 2));
        }
        return new Pages(chosen.stream().sorted(Comparator.comparingInt(Page::number)).toList(), count);
    }

    /** An index of the pages to be read; the document of each passage is its place in {@link #read}. */
    public PassageIndex index() {
        return PassageIndex.of(IntStream.range(0, read.size())
                .mapToObj(i -> new Passage(i, 0, read.get(i).text().length(), read.get(i).text())).toList());
    }

    /**
     * Short passages that fit the question best, in the order of the text; the document of each is the number of its page.
     *
     * @param tokens the most tokens of a passage, at least 1
     * @param limit how many passages, at least 0
     */
    public List<Passage> excerpts(String question, int tokens, int limit) {
        var splitter = new PassageSplitter(tokens, 0);
        List<Passage> all = read.stream()
                .flatMap(page -> splitter.split(page.number(), page.text()).stream()).toList();
        return PassageIndex.of(all).search(question, limit).stream().map(ScoredPassage::passage)
                .sorted(Comparator.comparingInt(Passage::document).thenComparingInt(Passage::start)).toList();
    }

    /** The length of the pages to be read, in characters. */
    public long characters() {
        return read.stream().mapToLong(page -> page.text().length()).sum();
    }
}
