package dev.ponder.runtime.stream;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.ponder.runtime.config.StreamingConfig.Chunking;

/** Splits a text into the pieces of an emulated stream. Joined, they are the text. */
public final class TextChunker {

    /** Far below the limit of an event, 64 KB, even if each character takes six bytes of JSON. */
    private static final int MAX_PIECE = 8 * 1024;

    private final Chunking chunking;

    /** A chunker. */
    public TextChunker(Chunking chunking) {
        this.chunking = chunking;
    }

    /** The pieces of a text. None is empty. */
    public List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int to = end(text, from);
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private int end(String text, int from) {
        int to = switch (chunking) {
            case WHOLE -> text.length();
            case WORDS -> afterWord(text, from);
            case CHARACTERS -> afterCharacter(text, from);
        };
        return to - from <= MAX_PIECE ? to : wholeCodePoint(text, from + MAX_PIECE);
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
    private static int afterCharacter(String text, int from) {
        int window = Math.min(text.length(), from + 64);
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text.substring(from, window));
        int end = characters.following(0);
        return end == BreakIterator.DONE ? window : from + end;
    }

    private static int wholeCodePoint(String text, int to) {
        return Character.isLowSurrogate(text.charAt(to)) && Character.isHighSurrogate(text.charAt(to - 1))
                ? to - 1
                : to;
    }
}
