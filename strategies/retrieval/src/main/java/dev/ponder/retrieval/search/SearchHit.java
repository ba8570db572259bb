package dev.ponder.retrieval.search;

/**
 * A page that a search engine found. All texts were written by strangers: a prompt shows them only inside a fence. Immutable.
 *
 * @param url an absolute {@code http} or {@code https} URL
 * @param title the title in one line; the URL if the page has none
 * @param snippet an excerpt in one line; may be empty
 * @param date when the page was published, as the engine writes it; empty if it does not
 */
public record SearchHit(String url, String title, String snippet, String date) {

    private static final int MAX_TITLE = 200;
    private static final int MAX_SNIPPET = 1000;
    private static final int MAX_DATE = 40;

    /** Shortens the texts and joins their lines. */
    public SearchHit {
        snippet = line(snippet, MAX_SNIPPET);
        date = line(date, MAX_DATE);
        title = title.isBlank() ? url : line(title, MAX_TITLE);
    }

    private static String line(String text, int characters) {
        var line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() < characters; i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && !Character.isISOControl(c)) {
                line.append(c);
            } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        if (line.length() > 0 && Character.isHighSurrogate(line.charAt(line.length() - 1))) {
            line.setLength(line.length() - 1);
        }
        return line.toString().strip();
    }
}
