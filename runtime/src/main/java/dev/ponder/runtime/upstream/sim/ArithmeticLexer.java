package dev.ponder.runtime.upstream.sim;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Splits a text into tokens of arithmetic. Other text ends an expression. Takes linear time. */
final class ArithmeticLexer {

    private static final int MAX_NUMBER = 64;
    private static final int LONGEST_WORD = 10;
    private static final Map<String, Operator> WORDS = Map.of("plus", Operator.PLUS, "minus", Operator.MINUS,
            "times", Operator.TIMES, "cdot", Operator.TIMES, "div", Operator.OVER);
    private static final Map<String, Operator> WORDS_WITH_BY = Map.of("multiplied", Operator.TIMES, "divided",
            Operator.OVER);

    private final String text;
    private int at;
    private Kind previous = Kind.BREAK;

    enum Kind {
        NUMBER, OPERATOR, OPEN, CLOSE, BREAK, END
    }

    /**
     * A piece of the text.
     *
     * @param operator the operator of a piece of that kind
     */
    record Token(Kind kind, @Nullable Operator operator, String text, int start, int end) {

        boolean gluedTo(Token next) {
            return end == next.start;
        }
    }

    ArithmeticLexer(String text) {
        this.text = text;
    }

    Token next() {
        at = afterBlanks(at);
        int start = at;
        Token token = at == text.length() ? new Token(Kind.END, null, "", start, start) : read(start);
        previous = token.kind();
        return token;
    }

    private Token read(int start) {
        char c = text.charAt(start);
        if (Numerals.isDigit(text, start) || (c == '.' && Numerals.isDigit(text, start + 1))) {
            return number(start);
        }
        return Character.isLetter(c) || c == '_' ? word(start) : symbol(c, start);
    }

    /** Version numbers, addresses, {@code 3rd} and {@code 1e5} are no numbers here. */
    private Token number(int start) {
        at = Numerals.end(text, start);
        boolean dotted = at < text.length() && text.charAt(at) == '.' && Numerals.isDigit(text, at + 1);
        boolean lettered = wordCharacterAt(at) && !timesSignAt(at);
        if (dotted || lettered || at - start > MAX_NUMBER) {
            while (wordCharacterAt(at) || (at < text.length() && text.charAt(at) == '.')) {
                at++;
            }
            return token(Kind.BREAK, start);
        }
        return token(Kind.NUMBER, start);
    }

    private Token word(int start) {
        if (timesSignAt(start) && (previous == Kind.NUMBER || previous == Kind.CLOSE)) {
            at++;
            return operator(Operator.TIMES, start);
        }
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        Operator operator = at - start <= LONGEST_WORD
                ? named(text.substring(start, at).toLowerCase(Locale.ROOT))
                : null;
        if (operator != null) {
            return operator(operator, start);
        }
        while (wordCharacterAt(at)) {
            at++;
        }
        return token(Kind.BREAK, start);
    }

    private @Nullable Operator named(String word) {
        if (WORDS_WITH_BY.containsKey(word)) {
            return skipped("by") ? WORDS_WITH_BY.get(word) : null;
        }
        if (word.equals("percent")) {
            return skipped("of") ? Operator.PERCENT_OF : null;
        }
        return WORDS.get(word);
    }

    private Token symbol(char c, int start) {
        at++;
        return switch (c) {
            case '+' -> operator(Operator.PLUS, start);
            case '-', '\u2212', '\u2013' -> operator(Operator.MINUS, start);
            case '*' -> operator(star(), start);
            case '\u00d7', '\u2217', '\u00b7', '\u22c5' -> operator(Operator.TIMES, start);
            case '/', '\u00f7', '\u2044', '\u2215' -> operator(Operator.OVER, start);
            case '^' -> operator(Operator.POWER, start);
            case '%' -> skipped("of") ? operator(Operator.PERCENT_OF, start) : token(Kind.BREAK, start);
            case '(' -> token(Kind.OPEN, start);
            case ')' -> token(Kind.CLOSE, start);
            default -> token(Kind.BREAK, start);
        };
    }

    private Operator star() {
        if (at < text.length() && text.charAt(at) == '*') {
            at++;
            return Operator.POWER;
        }
        return Operator.TIMES;
    }

    /** An {@code x} before a number: in front of anything else it is somebody's variable. */
    private boolean timesSignAt(int place) {
        if (place >= text.length() || (text.charAt(place) != 'x' && text.charAt(place) != 'X')) {
            return false;
        }
        int next = afterBlanks(place + 1);
        return Numerals.isDigit(text, next) || (next < text.length() && text.charAt(next) == '(');
    }

    private boolean skipped(String word) {
        int from = afterBlanks(at);
        int to = from + word.length();
        if (!text.regionMatches(true, from, word, 0, word.length()) || wordCharacterAt(to)) {
            return false;
        }
        at = to;
        return true;
    }

    private boolean wordCharacterAt(int place) {
        return place < text.length() && (Character.isLetterOrDigit(text.charAt(place)) || text.charAt(place) == '_');
    }

    /** Signs of money and formulas are as good as blanks; the end of a line is not, or list items would be joined. */
    private int afterBlanks(int from) {
        int place = from;
        while (place < text.length() && " \t\u00a0\u2009\u202f$`\\".indexOf(text.charAt(place)) >= 0) {
            place++;
        }
        return place;
    }

    private Token operator(Operator operator, int start) {
        return new Token(Kind.OPERATOR, operator, operator.symbol(), start, at);
    }

    private Token token(Kind kind, int start) {
        return new Token(kind, null, kind == Kind.BREAK ? "" : text.substring(start, at), start, at);
    }
}
