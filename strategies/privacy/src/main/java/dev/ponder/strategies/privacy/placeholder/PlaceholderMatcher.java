package dev.ponder.strategies.privacy.placeholder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import dev.ponder.strategies.privacy.entity.Chars;

/**
 * Recognises placeholders as models write them: {@code [[EMAIL_1]]}, in other case, with brackets escaped for HTML, URLs or
 * Markdown, with blanks or hyphens inside, without closing brackets, or {@code EMAIL_1} alone. Not thread-safe.
 */
public final class PlaceholderMatcher {

    /** There is no placeholder at this place. */
    public static final int NONE = -1;
    /** What comes next decides. */
    public static final int PARTIAL = -2;

    private static final int BRACKETS = 2;
    private static final int MOST_DIGITS = 6;
    private static final String[] OPENING = {"[", "\\[", "\\\\[", "&#91;", "&#x5B;", "&lbrack;", "&lsqb;", "%5B", "【",
            "［"};
    private static final String[] CLOSING = {"]", "\\]", "\\\\]", "&#93;", "&#x5D;", "&rbrack;", "&rsqb;", "%5D", "】",
            "］"};
    private static final String[] JOINER = {"_", "\\_", "\\\\_", "&#95;", "%5F"};
    private static final String[] LOOSE_JOINER = {"_", "\\_", "\\\\_", "&#95;", "%5F", " ", "-"};

    private final List<List<String>> labels = new ArrayList<>();
    private final boolean[] beginning = new boolean[128];
    private final int longest;
    private CharSequence text = "";
    private boolean complete;
    private boolean closed;
    private String label = "";
    private int number;

    /** A matcher of placeholders with these labels. */
    public PlaceholderMatcher(Collection<String> ofPlaceholders) {
        for (int c = 0; c < 128; c++) {
            char first = (char) c;
            labels.add(ofPlaceholders.stream().filter(name -> name.charAt(0) == first).toList());
            beginning[c] = !labels.get(c).isEmpty() || "[\\&%".indexOf(first) >= 0;
        }
        int name = ofPlaceholders.stream().mapToInt(String::length).max().orElse(0);
        longest = 2 * BRACKETS * "&lbrack;".length() + 2 + name + "&#95;".length() + MOST_DIGITS;
    }

    /** The maximum length of a placeholder in any form. */
    public int longest() {
        return longest;
    }

    /** Whether a placeholder may begin with this character. */
    public boolean begins(char c) {
        return c < 128 ? beginning[c] : c == '【' || c == '［';
    }

    /**
     * Looks for a placeholder.
     *
     * @param at where it begins
     * @param before the character before it; a blank if there is none
     * @param whole whether the text ends; else {@link #PARTIAL} is possible
     * @return the end of the placeholder, {@link #NONE} or {@link #PARTIAL}
     */
    public int match(CharSequence in, int at, char before, boolean whole) {
        text = in;
        complete = whole;
        closed = false;
        int from = at;
        for (int i = 0; i < BRACKETS; i++) {
            int next = token(from, OPENING);
            if (next == NONE && i == 0) {
                boolean inside = Chars.word(before) || before == '_' || before == '\\';
                return inside ? NONE : name(at, false, opening(before));
            }
            if (next < 0) {
                return next;
            }
            from = next;
        }
        if (Chars.is(text, from, ' ')) {
            from++;
        }
        return from == text.length() ? ended() : name(from, true, false);
    }

    /** The label of the last match. */
    public String label() {
        return label;
    }

    /** The number of the last match. */
    public int number() {
        return number;
    }

    /** Whether more digits could not have followed the last match. */
    public boolean closed() {
        return closed;
    }

    private static boolean opening(char before) {
        return before == '[' || before == '【' || before == '［';
    }

    private int name(int from, boolean bracketed, boolean halfOpen) {
        if (from >= text.length()) {
            return ended();
        }
        char first = text.charAt(from);
        char upper = bracketed ? Character.toUpperCase(first) : first;
        int best = NONE;
        for (String name : upper < 128 ? labels.get(upper) : List.<String>of()) {
            int end = label(from, name, bracketed);
            int match = end < 0 ? end : number(name, end, bracketed, halfOpen);
            if (match >= 0) {
                return match;
            }
            best = match == PARTIAL ? PARTIAL : best;
        }
        return best;
    }

    private int label(int from, String name, boolean bracketed) {
        int at = from;
        for (int i = 0; i < name.length(); i++) {
            if (at >= text.length()) {
                return ended();
            }
            char c = text.charAt(at);
            char wanted = name.charAt(i);
            if (wanted == '_') {
                at = token(at, bracketed ? LOOSE_JOINER : JOINER);
                if (at < 0) {
                    return at;
                }
            } else if (c == wanted || bracketed && Character.toUpperCase(c) == wanted) {
                at++;
            } else {
                return NONE;
            }
        }
        return token(at, bracketed ? LOOSE_JOINER : JOINER);
    }

    private int number(String name, int from, boolean bracketed, boolean halfOpen) {
        int end = Chars.endOfDigits(text, from, MOST_DIGITS + 1);
        if (end == text.length() && !complete && end - from <= MOST_DIGITS) {
            return PARTIAL;
        }
        if (end == from || end - from > MOST_DIGITS || text.charAt(from) == '0'
                || !bracketed && (Chars.word(text, end) || Chars.is(text, end, '_'))) {
            return NONE;
        }
        int match = bracketed ? close(end, true) : halfOpen ? end : close(end, false);
        if (match != PARTIAL) {
            label = name.toUpperCase(Locale.ROOT);
            number = Integer.parseInt(text, from, end, 10);
            closed = end < text.length();
        }
        return match;
    }

    /** The end of the closing brackets. Behind a name without opening ones, only a pair of them belongs to it. */
    private int close(int from, boolean any) {
        int start = any && Chars.is(text, from, ' ') ? from + 1 : from;
        int end = from;
        int next = start;
        for (int i = 0; i < BRACKETS; i++) {
            next = token(next, CLOSING);
            if (next == PARTIAL) {
                return PARTIAL;
            }
            if (next == NONE) {
                return any ? end : from;
            }
            end = next;
        }
        return end;
    }

    /** The end of the first of these tokens that is here. */
    private int token(int from, String... tokens) {
        if (from >= text.length()) {
            return ended();
        }
        int best = NONE;
        for (String token : tokens) {
            int same = 0;
            while (same < token.length() && from + same < text.length()
                    && Character.toLowerCase(text.charAt(from + same)) == Character.toLowerCase(token.charAt(same))) {
                same++;
            }
            if (same == token.length()) {
                return from + same;
            }
            best = from + same == text.length() && !complete ? PARTIAL : best;
        }
        return best;
    }

    private int ended() {
        return complete ? NONE : PARTIAL;
    }
}
