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

    /** One block for each source. */
    static String render(Fence fence, List<Source> sources, int maxChars) {
        int share = share(sources.stream().mapToInt(Source::length).toArray(), maxChars);
        var blocks = new ArrayList<String>();
        for (Source source : sources) {
            String label = String.valueOf(blocks.size() + 1);
            blocks.add(FenceKind.DOCUMENT.wrap(fence, label, text(source, share)));
        }
        return String.join("\n\n", blocks);
    }

    private static String text(Source source, int share) {
        FetchedPage page = source.page();
        if (page == null) {
            return "Source: " + source.url() + "\n\ncould not be read (" + source.failure() + ")";
        }
        String from = page.url().toString().equals(source.url()) ? "" : " (found at " + page.url() + ")";
        String title = page.title().isEmpty() ? "" : "\nTitle: " + page.title();
        return "Source: " + source.url() + from + title + "\n\n" + beginning(page.markdown(), share);
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

    /** The text up to a limit, cut at the end of a paragraph, a line or a word, with a note of what is left out. */
    static String beginning(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = lastBorder(text, limit);
        return text.substring(0, end).stripTrailing() + "\n\n[" + (text.length() - end)
                + " more characters are left out]";
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
