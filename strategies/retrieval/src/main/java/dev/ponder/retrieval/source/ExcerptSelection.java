package dev.ponder.retrieval.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.ponder.retrieval.passage.Passage;
import dev.ponder.retrieval.passage.PassageIndex;
import dev.ponder.retrieval.passage.PassageSplitter;
import dev.ponder.retrieval.token.TokenCounter;

/**
 * Chooses the passages of pages that match a question best, within a number of tokens. Of pages whose words do not match, for
 * example because they are in another language, the beginning is chosen if there is room. Pure function.
 */
final class ExcerptSelection {

    private static final int PASSAGE_TOKENS = 220;
    private static final int SMALLEST_PASSAGE_TOKENS = 20;
    private static final String LEFT_OUT = "\n\n[...]\n\n";

    private ExcerptSelection() {
    }

    /** The excerpts in the order of the pages; pages without any chosen passage are left out. */
    static List<Excerpt> choose(List<WebPage> pages, String question, int maxTokens) {
        var splitter = new PassageSplitter(Math.min(PASSAGE_TOKENS, maxTokens), 0);
        var passages = new ArrayList<Passage>();
        for (int i = 0; i < pages.size(); i++) {
            passages.addAll(splitter.split(i, pages.get(i).text()));
        }
        var ranked = new ArrayList<Passage>();
        PassageIndex.of(passages).search(question, Math.max(1, maxTokens / SMALLEST_PASSAGE_TOKENS))
                .forEach(scored -> ranked.add(scored.passage()));
        Set<Integer> matching = ranked.stream().map(Passage::document).collect(Collectors.toSet());
        passages.stream().filter(passage -> passage.start() == 0 && !matching.contains(passage.document()))
                .forEach(ranked::add);
        return excerpts(pages, within(ranked, maxTokens));
    }

    private static List<Passage> within(List<Passage> ranked, int maxTokens) {
        var chosen = new ArrayList<Passage>();
        int tokens = 0;
        for (Passage passage : ranked) {
            int more = TokenCounter.estimate(passage.text());
            if (tokens + more <= maxTokens) {
                chosen.add(passage);
                tokens += more;
            }
        }
        return chosen;
    }

    private static List<Excerpt> excerpts(List<WebPage> pages, List<Passage> chosen) {
        var excerpts = new ArrayList<Excerpt>();
        for (int i = 0; i < pages.size(); i++) {
            int page = i;
            List<Passage> own = chosen.stream().filter(passage -> passage.document() == page)
                    .sorted(Comparator.comparingInt(Passage::start)).toList();
            if (!own.isEmpty()) {
                excerpts.add(new Excerpt(pages.get(i).hit(), pages.get(i).title(), joined(own)));
            }
        }
        return excerpts;
    }

    private static String joined(List<Passage> passages) {
        var text = new StringBuilder();
        int end = 0;
        for (Passage passage : passages) {
            text.append(passage.start() > end ? LEFT_OUT : "").append(passage.text());
            end = passage.end();
        }
        return text.toString().strip();
    }
}
