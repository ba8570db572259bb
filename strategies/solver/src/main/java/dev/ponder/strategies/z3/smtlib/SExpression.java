package dev.ponder.strategies.z3.smtlib;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An expression in the syntax of SMT-LIB: an atom or a list. Immutable.
 *
 * <p>The reader is stricter than the standard where solvers read a text differently (escapes in quoted symbols, adjacent tokens,
 * block comments), so that a solver cannot find a command inside a token.
 *
 * @param text the expression, without comments and with one space between items
 * @param items the items of a list; empty for an atom
 * @param list whether this is a list
 */
record SExpression(String text, List<SExpression> items, boolean list) {

    private static final int MAX_NESTING = 200;
    private static final int MAX_EXCERPT = 60;

    SExpression {
        items = List.copyOf(items);
    }

    /** An open list: where its text begins, and the items so far. */
    private record Open(int start, List<SExpression> items) {

        private SExpression closed() {
            return new SExpression(items.stream().map(SExpression::text).collect(Collectors.joining(" ", "(", ")")),
                    items, true);
        }
    }

    /** Reads all expressions of a text. Takes time in proportion to its length and nesting. */
    static List<SExpression> readAll(String text) throws InvalidScriptException {
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open(0, new ArrayList<>()));
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == ';') {
                at = endOfLine(text, at);
            } else if (c == '(') {
                if (open.size() > MAX_NESTING) {
                    throw new InvalidScriptException(
                            "More than " + MAX_NESTING + " nested parentheses are not allowed.");
                }
                open.push(new Open(at++, new ArrayList<>()));
            } else if (c == ')') {
                Open closed = open.pop();
                if (open.isEmpty()) {
                    throw new InvalidScriptException("A closing parenthesis has no opening one: " + near(text, at));
                }
                at++;
                open.element().items().add(closed.closed());
            } else {
                int end = endOfAtom(text, at);
                open.element().items().add(new SExpression(text.substring(at, end), List.of(), false));
                at = end;
            }
        }
        if (open.size() > 1) {
            throw new InvalidScriptException("A closing parenthesis is missing: " + near(text, open.element().start()));
        }
        return open.element().items();
    }

    /** The first item of a list if it is an atom, such as the name of a command; empty otherwise. */
    String head() {
        return items.isEmpty() || items.get(0).list ? "" : items.get(0).text;
    }

    /** The text of the item at this index; empty if there is none. */
    String item(int index) {
        return index < items.size() ? items.get(index).text : "";
    }

    private static int endOfAtom(String text, int start) throws InvalidScriptException {
        char first = text.charAt(start);
        int end = first == '"' || first == '|' ? endOfQuoted(text, start, first) : endOfSymbol(text, start);
        if (end < text.length() && !Character.isWhitespace(text.charAt(end)) && "();".indexOf(text.charAt(end)) < 0) {
            throw new InvalidScriptException("This is no symbol, number or string of SMT-LIB: " + near(text, start));
        }
        return end;
    }

    private static int endOfSymbol(String text, int start) {
        int end = start;
        while (end < text.length() && isSymbolCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isSymbolCharacter(char c) {
        return c > ' ' && c < 127 && "();\"|\\'`,[]{}".indexOf(c) < 0;
    }

    private static int endOfQuoted(String text, int start, char quote) throws InvalidScriptException {
        int at = start + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean escape = c == '\\' && (quote == '|' || text.startsWith("\\\"", at) || text.startsWith("\\\\", at));
            if (escape || (Character.isISOControl(c) && !Character.isWhitespace(c))) {
                throw new InvalidScriptException("A quoted symbol or string has a character that is not allowed: "
                        + near(text, start));
            }
            if (c == quote && !(quote == '"' && text.startsWith("\"\"", at))) {
                return at + 1;
            }
            at += c == quote ? 2 : 1;
        }
        throw new InvalidScriptException("A closing " + quote + " is missing: " + near(text, start));
    }

    private static int endOfLine(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    private static String near(String text, int at) {
        return text.substring(at, Math.min(text.length(), at + MAX_EXCERPT)).strip();
    }
}
