package dev.ponder.strategies.readurls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.ponder.retrieval.passage.Passage;
import dev.ponder.retrieval.passage.PassageIndex;
import dev.ponder.retrieval.passage.PassageSplitter;
import dev.ponder.retrieval.passage.ScoredPassage;

/**
 * Shortens pages to a number of characters each: the beginning of a page, and the passages that have the words of the question (BM25),
 * in the order of the page. A page without such passages is cut.
 */
final class PageExcerpts {

    private static final PassageSplitter PASSAGES = new PassageSplitter(256, 0);
    private static final String GAP = "\n\n[...]\n\n";

    private final List<String> pages;
    private final List<ScoredPassage> ranked;
    private final int limit;

    private PageExcerpts(List<String> pages, List<ScoredPassage> ranked, int limit) {
        this.pages = pages;
        this.ranked = ranked;
        this.limit = limit;
    }

    /**
     * The excerpts of pages.
     *
     * @param limit the maximum number of characters of one page
     */
    static PageExcerpts of(List<String> pages, String question, int limit) {
        var passages = new ArrayList<Passage>();
        for (int i = 0; i < pages.size(); i++) {
            if (pages.get(i).length() > limit) {
                passages.addAll(PASSAGES.split(i, pages.get(i)));
            }
        }
        List<ScoredPassage> ranked = passages.isEmpty()
                ? List.of()
                : PassageIndex.of(passages).search(question, passages.size());
        return new PageExcerpts(pages, ranked, limit);
    }

    /** The excerpt of the page with this number. */
    String of(int number) {
        String page = pages.get(number);
        if (page.length() <= limit) {
            return page;
        }
        List<Passage> chosen = chosen(number, page);
        return chosen.isEmpty() ? beginning(page, limit) : joined(chosen, page);
    }

    /** The first passage, and the best ones that fit, in the order of the page; none if no passage has a word of the question. */
    private List<Passage> chosen(int number, String page) {
        List<Passage> best = ranked.stream().map(ScoredPassage::passage).filter(passage -> passage.document() == number).toList();
        if (best.isEmpty()) {
            return List.of();
        }
        List<Passage> candidates = new ArrayList<>();
        candidates.add(PASSAGES.split(number, page.substring(0, Math.min(page.length(), limit))).get(0));
        best.stream().filter(passage -> passage.start() > 0).forEach(candidates::add);
        List<Passage> chosen = new ArrayList<>();
        int used = 0;
        for (Passage passage : candidates) {
            int length = passage.end() - passage.start() + GAP.length();
            if (used + length <= limit) {
                chosen.add(passage);
                used += length;
            }
        }
        chosen.sort(Comparator.comparingInt(Passage::start));
        return chosen;
    }

    private static String joined(List<Passage> passages, String page) {
        var text = new StringBuilder();
        int end = 0;
        int shown = 0;
        for (Passage passage : passages) {
            text.append(passage.start() > end ? GAP : "").append(page, Math.max(end, passage.start()), passage.end());
            shown += passage.end() - Math.max(end, passage.start());
            end = passage.end();
        }
        return text.toString().strip() + "\n\n" + leftOut(page.length() - shown);
    }

    /** The text up to a limit, cut at the end of a paragraph, a line or a word, with a note of what is left out. */
    static String beginning(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = lastBorder(text, limit);
        return text.substring(0, end).stripTrailing() + "\n\n" + leftOut(text.length() - end);
    }

    private static String leftOut(int characters) {
        return "[" + characters + " characters of the page are left out]";
    }

    private static int lastBorder(String text, int limit) {
        for (String border : List.of("\n\n", "\n", " ")) {
            int at = text.lastIndexOf(border, limit);
            if (at > limit / 2) {
                return at;
            }
        }
        return limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    }
}
