package dev.ponder.retrieval.citation;

import java.util.Locale;
import java.util.Set;

/**
 * Removes the list of references that a model writes itself, while its text is streamed: a heading such as {@code References}
 * and the entries below it. What follows the list is kept. One instance per text; not thread-safe.
 */
public final class ReferenceListFilter {

    private static final int MAX_HEADING = 60;
    private static final Set<String> NAMES = Set.of("references", "reference list", "sources", "source list", "bibliography",
            "works cited", "citations", "sources cited", "literature", "quellen", "literatur", "quellenverzeichnis");
    private static final String MARKUP = "#*_ \t\r:.0123456789";

    private final StringBuilder held = new StringBuilder();
    private StringBuilder out = new StringBuilder();
    /** Whether the rest of the line is decided. */
    private boolean decided;
    private boolean shown;
    private boolean inList;

    /** The text that can be shown after this piece; may be empty. */
    public String read(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            read(piece.charAt(i));
        }
        return taken();
    }

    /** The rest at the end of the text. */
    public String end() {
        if (!decided && !(inList ? held.toString().isBlank() : isHeading())) {
            decide(!inList || !isEntry());
        }
        held.setLength(0);
        return taken();
    }

    private String taken() {
        String text = out.toString();
        out = new StringBuilder();
        return text;
    }

    private void read(char c) {
        if (decided) {
            if (shown) {
                out.append(c);
            }
        } else {
            held.append(c);
            if (inList) {
                listLine(c);
            } else {
                line(c);
            }
        }
        if (c == '\n') {
            decided = false;
        }
    }

    private void line(char c) {
        if (c == '\n' && isHeading()) {
            inList = true;
            held.setLength(0);
        } else if (c == '\n' || !mayBeHeading()) {
            decide(true);
        }
    }

    /** Blank lines belong to the list if an entry follows. */
    private void listLine(char c) {
        if (Character.isWhitespace(c) && held.toString().isBlank()) {
            held.setLength(Math.min(held.length(), MAX_HEADING));
            return;
        }
        if (isEntry()) {
            decide(false);
        } else if (held.charAt(held.length() - 1) != ' ' || c == '\n') {
            inList = false;
            line(c);
        }
    }

    private void decide(boolean show) {
        decided = true;
        shown = show;
        if (show) {
            out.append(held);
        }
        held.setLength(0);
    }

    private boolean isEntry() {
        String text = held.toString().stripLeading();
        return !text.isEmpty() && "[【-*•+0123456789".indexOf(text.charAt(0)) >= 0 && !text.startsWith("**");
    }

    private boolean isHeading() {
        return NAMES.contains(name(held.toString(), true));
    }

    private boolean mayBeHeading() {
        String name = name(held.toString(), false);
        return held.length() <= MAX_HEADING && NAMES.stream().anyMatch(heading -> heading.startsWith(name)
                || name.startsWith(heading));
    }

    /** The words of a line without the marks of a heading. */
    private static String name(String line, boolean complete) {
        int from = 0;
        int to = line.length();
        while (from < to && MARKUP.indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        while (complete && to > from && (MARKUP.indexOf(line.charAt(to - 1)) >= 0 || line.charAt(to - 1) == '\n')) {
            to--;
        }
        return line.substring(from, to).toLowerCase(Locale.ROOT);
    }
}
