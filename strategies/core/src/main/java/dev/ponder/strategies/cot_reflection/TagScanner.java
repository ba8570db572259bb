package dev.ponder.strategies.cot_reflection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the tags of a reply from its text while it arrives, the same wherever its pieces are cut. It holds back no
 * more than what may yet become a tag. One instance per reply; not thread-safe.
 */
final class TagScanner {

    private final Pattern pattern;
    private final StringBuilder held = new StringBuilder();

    TagScanner(TagNames names) {
        this.pattern = names.pattern();
    }

    /** What is certain now. */
    List<ReplyToken> add(String piece) {
        held.append(piece);
        var tokens = new ArrayList<ReplyToken>();
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
     * The text that is left at the end of the reply. What got as far as the name's own underscore was to be a tag,
     * and a reply that was cut may have been cut inside one: neither is text.
     */
    String rest(boolean cut) {
        return cut || held.indexOf("_") >= 0 ? "" : held.toString();
    }

    private void addText(List<ReplyToken> tokens, int from, int to) {
        if (from < to) {
            tokens.add(new ReplyToken.Text(held.substring(from, to)));
        }
    }

    private static ReplyToken token(Matcher tag) {
        Section section = Section.valueOf(tag.group(2).toUpperCase(Locale.ROOT));
        return new ReplyToken.Tag(section, !tag.group(1).isEmpty());
    }
}
