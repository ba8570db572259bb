package dev.ponder.strategies.cot_reflection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.ponder.strategies.cot_reflection.TagNames.Section;

/**
 * Splits a streamed reply into tags and text, with the same result wherever its chunks end. Holds back only text that
 * may become a tag. One instance per reply; not thread-safe.
 */
final class TagScanner {

    private final Pattern pattern;
    private final StringBuilder held = new StringBuilder();

    sealed interface Token {

        /** Text between tags; the text between two tags may come in several tokens. */
        record Text(String text) implements Token {}

        /** An opening or closing tag. */
        record Tag(Section section, boolean closing) implements Token {}
    }

    TagScanner(TagNames names) {
        this.pattern = names.pattern();
    }

    /** The tokens that are complete with this chunk. */
    List<Token> add(String chunk) {
        held.append(chunk);
        var tokens = new ArrayList<Token>();
        Matcher tag = pattern.matcher(held);
        int done = 0;
        int open = held.indexOf("<");
        while (open >= 0) {
            tag.region(open, held.length());
            if (tag.lookingAt()) {
                addText(tokens, done, open);
                tokens.add(token(tag));
                done = tag.end();
                open = held.indexOf("<", done);
            } else if (tag.hitEnd()) {
                break;
            } else {
                open = held.indexOf("<", open + 1);
            }
        }
        int certain = open < 0 ? held.length() : open;
        addText(tokens, done, certain);
        held.delete(0, certain);
        return tokens;
    }

    /**
     * The text that is left at the end of the reply. The beginning of a tag is dropped: text that includes the
     * underscore of a tag name, and in a truncated reply any text that is held back.
     */
    String rest(boolean truncated) {
        return truncated || held.indexOf("_") >= 0 ? "" : held.toString();
    }

    private void addText(List<Token> tokens, int from, int to) {
        if (from < to) {
            tokens.add(new Token.Text(held.substring(from, to)));
        }
    }

    private static Token token(Matcher tag) {
        Section section = Section.valueOf(tag.group(2).toUpperCase(Locale.ROOT));
        return new Token.Tag(section, !tag.group(1).isEmpty());
    }
}
