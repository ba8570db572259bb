package dev.ponder.strategies.privacy.restore;

import org.jspecify.annotations.Nullable;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.placeholder.PlaceholderMatcher;
import dev.ponder.strategies.privacy.placeholder.PlaceholderTable;

/**
 * Replaces the placeholders of a text that arrives in pieces. Holds back what may be the beginning of a placeholder, and
 * nothing else. Not thread-safe.
 */
public final class StreamRestorer {

    private final PlaceholderTable table;
    private final PlaceholderMatcher matcher;
    private final @Nullable JsonPosition json;
    private String held = "";
    private char before = ' ';

    /**
     * A restorer.
     *
     * @param json whether the text is JSON, so that values are escaped
     */
    public StreamRestorer(PlaceholderTable table, boolean json) {
        this.table = table;
        this.matcher = new PlaceholderMatcher(table.labels());
        this.json = json ? new JsonPosition() : null;
    }

    /** The text that can be sent after this piece. */
    public String accept(String piece) {
        return restore(held.isEmpty() ? piece : held + piece, false);
    }

    /** What was held back, when the text ends. */
    public String finish() {
        return restore(held, true);
    }

    /** The number of characters that are held back. */
    public int held() {
        return held.length();
    }

    private String restore(String text, boolean complete) {
        var restored = new StringBuilder(0);
        int copied = 0;
        int at = 0;
        held = "";
        while (at < text.length()) {
            char c = text.charAt(at);
            char previous = at == 0 ? before : text.charAt(at - 1);
            int end = matcher.begins(c) && !(Chars.latin(c) && Chars.word(previous))
                    ? matcher.match(text, at, previous, complete)
                    : PlaceholderMatcher.NONE;
            if (end == PlaceholderMatcher.PARTIAL) {
                held = text.substring(at);
                break;
            }
            String value = end == PlaceholderMatcher.NONE ? null : value(end == text.length());
            if (value == null) {
                at++;
            } else {
                copy(text, copied, at, restored);
                restored.append(json == null ? value : json.encoded(value));
                at = end;
                copied = end;
            }
        }
        before = at == 0 ? before : text.charAt(at - 1);
        if (copied == 0 && at == text.length() && json == null) {
            return text;
        }
        copy(text, copied, at, restored);
        return restored.toString();
    }

    private void copy(String text, int from, int to, StringBuilder restored) {
        if (json != null) {
            json.advance(text, from, to);
        }
        restored.append(text, from, to);
    }

    private @Nullable String value(boolean atEnd) {
        boolean cut = atEnd && !matcher.closed() && table.ambiguous(matcher.label(), matcher.number());
        return cut ? null : table.value(matcher.label(), matcher.number());
    }
}
