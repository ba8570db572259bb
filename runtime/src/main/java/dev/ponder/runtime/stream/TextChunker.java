package dev.ponder.runtime.stream;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.ponder.runtime.config.StreamingConfig.Chunking;

/**
 * Splits a text into the pieces of an emulated stream. Joined, they are the text. Pieces of a long text are longer, so that
 * the number of events does not grow with the text.
 */
public final class TextChunker {

    /** A text has about as many pieces at most, so that reasoning and text have some 2,000 events together. */
    private static final int MAX_PIECES = 1000;

    /** Bytes of JSON. Far below the limit of an event, 64 KB, and little to write without a pause. */
    private static final int MAX_BYTES = 32 * 1024;

    /** A control character or a surrogate that JSON escapes. */
    private static final int ESCAPED = 6;

    private final Chunking chunking;

    /** A chunker. */
    public TextChunker(Chunking chunking) {
        this.chunking = chunking;
    }

    /** The pieces of a text. None is empty. */
    public List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        int shortest = (text.length() + MAX_PIECES - 1) / MAX_PIECES;
        int from = 0;
        while (from < text.length()) {
            int to = limited(text, from, end(text, from, shortest));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    /** The end of a piece with at least so many characters, or of the text. */
    private int end(String text, int from, int shortest) {
        int last = Math.min(text.length(), from + shortest) - 1;
        return switch (chunking) {
            case WHOLE -> text.length();
            case WORDS -> afterWord(text, last);
            case CHARACTERS -> afterCharacter(text, from, last);
        };
    }

    /** A word with the white space before it, like the tokens of a model. */
    private static int afterWord(String text, int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        while (i < text.length() && !Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** A grapheme cluster: a flag or an accented letter is not split. */
    private static int afterCharacter(String text, int from, int last) {
        int start = Math.max(from, last - 32);
        int window = Math.min(text.length(), last + 32);
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text.substring(start, window));
        int end = characters.following(last - start);
        return end == BreakIterator.DONE ? window : start + end;
    }

    /** The end of the piece, or an earlier one if it has too many bytes. */
    private static int limited(String text, int from, int to) {
        if ((to - from) * (long) ESCAPED <= MAX_BYTES) {
            return to;
        }
        int bytes = 0;
        for (int i = from; i < to; i++) {
            bytes += bytes(text.charAt(i));
            if (bytes > MAX_BYTES) {
                return wholeCodePoint(text, i);
            }
        }
        return to;
    }

    /** The largest size of a character in JSON. */
    private static int bytes(char c) {
        if (c < ' ' || Character.isSurrogate(c)) {
            return ESCAPED;
        }
        return c < 0x80 && c != '"' && c != '\\' ? 1 : c < 0x800 ? 2 : 3;
    }

    private static int wholeCodePoint(String text, int to) {
        return Character.isLowSurrogate(text.charAt(to)) && Character.isHighSurrogate(text.charAt(to - 1))
                ? to - 1
                : to;
    }
}
