package dev.ponder.runtime.stream;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

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
        new Pieces(text).forEachRemaining(pieces::add);
        return pieces;
    }

    /** The same pieces, each cut when it is needed. Cutting one takes time in proportion to its length. */
    public Iterator<String> iterator(String text) {
        return new Pieces(text);
    }

    private final class Pieces implements Iterator<String> {

        private final String text;
        private final int shortest;
        private final @Nullable BreakIterator characters;
        private int from;

        Pieces(String text) {
            this.text = text;
            this.shortest = (text.length() + MAX_PIECES - 1) / MAX_PIECES;
            this.characters = chunking == Chunking.CHARACTERS ? BreakIterator.getCharacterInstance(Locale.ROOT) : null;
        }

        @Override
        public boolean hasNext() {
            return from < text.length();
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the text has no more pieces");
            }
            int to = limited(text, from, end());
            String piece = text.substring(from, to);
            from = to;
            return piece;
        }

        /** The end of a piece with at least {@link #shortest} characters, or of the text. */
        private int end() {
            int last = Math.min(text.length(), from + shortest) - 1;
            if (characters != null) {
                return afterCharacter(text, from, last, characters);
            }
            return chunking == Chunking.WHOLE
                    ? text.length()
                    : afterWord(text, last, Math.min(text.length(), from + MAX_BYTES + 1));
        }
    }

    /** A word with the white space before it, like the tokens of a model. A longer piece is cut at the limit anyway. */
    private static int afterWord(String text, int from, int limit) {
        int i = from;
        while (i < limit && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        while (i < limit && !Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** A grapheme cluster: a flag or an accented letter is not split. */
    private static int afterCharacter(String text, int from, int last, BreakIterator characters) {
        int start = Math.max(from, last - 32);
        int window = Math.min(text.length(), last + 32);
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
