package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

import dev.ponder.toolkit.answer.ExtractedAnswer.Span;

/** Finds numbers in prose, except for those in names and those of list items. */
final class NumberFinder {

    private static final String FRACTION = "\\frac{";

    private NumberFinder() {
    }

    /** The last number, with its sign, currency and percent sign; null if there is none. */
    static @Nullable Span last(String text) {
        Span last = null;
        for (Span found = next(text, 0); found != null; found = next(text, found.end())) {
            last = found;
        }
        return last;
    }

    /** The only number; null if there is not exactly one. */
    static @Nullable Span only(String text) {
        Span first = next(text, 0);
        return first == null || next(text, first.end()) != null ? null : first;
    }

    private static @Nullable Span next(String text, int from) {
        int at = from;
        while (at < text.length()) {
            NumberToken token = startsNumber(text, at) ? NumberToken.at(text, at) : null;
            if (token == null) {
                at++;
            } else if (standsAlone(text, at, token.end())) {
                return widened(text, at, token.end());
            } else {
                at = token.end();
            }
        }
        return null;
    }

    private static boolean startsNumber(String text, int at) {
        if (!NumberToken.isDigit(text, at)) {
            return false;
        }
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        return !Character.isLetterOrDigit(before) && before != '_';
    }

    private static boolean standsAlone(String text, int start, int end) {
        int wordEnd = end;
        while (wordEnd < text.length() && wordEnd - end < 10 && Character.isLetter(text.charAt(wordEnd))) {
            wordEnd++;
        }
        boolean partOfName = wordEnd > end && !Units.isKnown(text.substring(end, wordEnd));
        boolean closes = text.startsWith(".", end) || text.startsWith(")", end);
        boolean item = closes && text.startsWith(" ", end + 1) && startsLine(text, start);
        return !partOfName && !item;
    }

    private static boolean startsLine(String text, int start) {
        int before = start - 1;
        while (before >= 0 && start - before < 20 && " *#>-(".indexOf(text.charAt(before)) >= 0) {
            before--;
        }
        return before < 0 || text.charAt(before) == '\n';
    }

    private static Span widened(String text, int start, int end) {
        int from = start;
        int to = end;
        if (text.startsWith("/", to) && NumberToken.isDigit(text, to + 1)) {
            NumberToken denominator = NumberToken.at(text, to + 1);
            to = denominator == null ? to : denominator.end();
        } else if (text.startsWith(FRACTION, start - FRACTION.length())) {
            to = fractionEnd(text, end);
            from = to == end ? start : start - FRACTION.length();
        }
        if (from > 0 && Units.isCurrency(text.charAt(from - 1)) && !text.startsWith("$", to)) {
            from--;
        }
        if (from > 0 && "-−".indexOf(text.charAt(from - 1)) >= 0 && isSign(text, from - 1)) {
            from--;
        }
        to += text.startsWith("%", to) ? 1 : text.startsWith("\\%", to) ? 2 : 0;
        return new Span(from, to);
    }

    /** The end of the fraction whose numerator ends here; the same position if there is none. */
    private static int fractionEnd(String text, int end) {
        if (!text.startsWith("}{", end)) {
            return end;
        }
        NumberToken denominator = NumberToken.at(text, end + 2);
        return denominator == null || !text.startsWith("}", denominator.end()) ? end : denominator.end() + 1;
    }

    private static boolean isSign(String text, int at) {
        return at == 0 || (!Character.isLetterOrDigit(text.charAt(at - 1)) && text.charAt(at - 1) != ')');
    }
}
