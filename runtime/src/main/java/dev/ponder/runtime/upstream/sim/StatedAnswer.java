package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Reads which number a text gives as its answer. */
final class StatedAnswer {

    private static final List<String> MARKS = List.of("answer", "boxed");
    /** What may stand between a mark and its number. */
    private static final String FILLING = " \t\n*_:=$`({[\\is";
    private static final int LONGEST_FILLING = 16;
    private static final int MAX_NUMBER = 100;

    private StatedAnswer() {
    }

    /** The number after the last "answer is", else the last number of all. */
    static Optional<BigDecimal> in(String text) {
        return marked(text).or(() -> lastNumber(text));
    }

    /** The number after the last "answer is". */
    static Optional<BigDecimal> marked(String text) {
        Optional<BigDecimal> marked = Optional.empty();
        for (int at = 0; at < text.length(); at++) {
            int after = afterMark(text, at);
            if (after > 0) {
                BigDecimal number = numberAt(text, afterFilling(text, after));
                marked = number == null ? marked : Optional.of(number);
            }
        }
        return marked;
    }

    private static int afterMark(String text, int at) {
        char c = Character.toLowerCase(text.charAt(at));
        if (c != 'a' && c != 'b') {
            return -1;
        }
        return MARKS.stream()
                .filter(mark -> text.regionMatches(true, at, mark, 0, mark.length()))
                .mapToInt(mark -> at + mark.length())
                .findFirst().orElse(-1);
    }

    private static int afterFilling(String text, int from) {
        int at = from;
        int limit = Math.min(text.length(), from + LONGEST_FILLING);
        while (at < limit && FILLING.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static @Nullable BigDecimal numberAt(String text, int at) {
        boolean negative = at < text.length() && Numerals.isMinus(text.charAt(at));
        int start = negative ? at + 1 : at;
        int end = Numerals.end(text, start);
        if (end == start || end - start > MAX_NUMBER) {
            return null;
        }
        BigDecimal value = Numerals.value(text.substring(start, end));
        return Numerals.tidy(negative ? value.negate() : value);
    }

    private static Optional<BigDecimal> lastNumber(String text) {
        BigDecimal last = null;
        int at = 0;
        while (at < text.length()) {
            if (!Numerals.isDigit(text, at)) {
                at++;
                continue;
            }
            boolean signed = at > 0 && Numerals.isMinus(text.charAt(at - 1))
                    && (at == 1 || !Character.isLetterOrDigit(text.charAt(at - 2)));
            BigDecimal number = numberAt(text, signed ? at - 1 : at);
            last = number == null ? last : number;
            at = Numerals.end(text, at);
        }
        return Optional.ofNullable(last);
    }
}
