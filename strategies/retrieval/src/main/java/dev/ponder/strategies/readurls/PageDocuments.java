package dev.ponder.strategies.readurls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Fence;
import dev.ponder.retrieval.fetch.FetchedPage;
import dev.ponder.toolkit.text.FenceKind;

/** Shows pages as documents inside a fence, within a number of characters. */
final class PageDocuments {

    private PageDocuments() {
    }

    /**
     * What became of a URL.
     *
     * @param url as the user wrote it
     * @param page null if it could not be read
     * @param failure the reason if it could not be read
     */
    record Source(String url, @Nullable FetchedPage page, String failure) {

        int length() {
            return page == null ? 0 : page.markdown().length();
        }
    }

    /**
     * One block for each source.
     *
     * @param question decides which passages of a long page are shown
     */
    static String render(Fence fence, List<Source> sources, String question, int maxChars) {
        int share = share(sources.stream().mapToInt(Source::length).toArray(), maxChars);
        PageExcerpts excerpts = PageExcerpts.of(sources.stream().map(PageDocuments::markdown).toList(), question, share);
        var blocks = new ArrayList<String>();
        for (Source source : sources) {
            int number = blocks.size();
            blocks.add(FenceKind.DOCUMENT.wrap(fence, String.valueOf(number + 1), text(source, excerpts.of(number))));
        }
        return String.join("\n\n", blocks);
    }

    private static String markdown(Source source) {
        return source.page() == null ? "" : source.page().markdown();
    }

    private static String text(Source source, String excerpt) {
        FetchedPage page = source.page();
        if (page == null) {
            return "Source: " + source.url() + "\n\ncould not be read (" + source.failure() + ")";
        }
        String from = page.url().toString().equals(source.url()) ? "" : " (found at " + page.url() + ")";
        String title = page.title().isEmpty() ? "" : "\nTitle: " + page.title();
        return "Source: " + source.url() + from + title + "\n\n" + excerpt;
    }

    /** The largest share such that all texts, cut at it, fit: what short texts leave is divided among the long ones. */
    static int share(int[] lengths, int total) {
        int[] ascending = lengths.clone();
        Arrays.sort(ascending);
        int left = total;
        for (int i = 0; i < ascending.length; i++) {
            int equal = left / (ascending.length - i);
            if (ascending[i] > equal) {
                return equal;
            }
            left -= ascending[i];
        }
        return Integer.MAX_VALUE;
    }
}
