package dev.ponder.toolkit.answer;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Removes words and punctuation around an answer that do not belong to it. */
final class Wording {

    private static final List<String> FILLERS = List.of("approximately", "approx.", "approx", "about", "roughly",
            "around", "nearly", "almost", "exactly", "precisely", "simply", "just", "only", "equal to", "equals",
            "is", "are", "therefore", "thus", "hence", "indeed", "actually", "in fact", "the number", "the value");
    private static final List<String> REASONS = List.of(" because ", " since ", " as ", " given ", " assuming ",
            " so ", " due to ", " where ", " which ", " when ", " if ");
    private static final String LEADING = "*_\"=≈~:#";
    private static final String TRAILING = "*_\".,;:?—";

    private Wording() {
    }

    /** The answer without emphasis, quotes, final punctuation and words like "approximately". */
    static String bare(String plain) {
        String text = strip(plain);
        for (String filler = fillerOf(text); filler != null; filler = fillerOf(text)) {
            text = strip(text.substring(filler.length()));
        }
        return text;
    }

    /** The text before a reason: "12" of "12, because 3 = 2 + 1", whose equation is not the answer. */
    static String withoutReason(String text) {
        int depth = 0;
        for (int at = 0; at < text.length(); at++) {
            depth += Brackets.step(text.charAt(at));
            if (at > 0 && depth == 0 && text.charAt(at) == ' ' && givesReason(text, at)) {
                return strip(text.substring(0, at));
            }
        }
        return text;
    }

    private static boolean givesReason(String text, int at) {
        return REASONS.stream().anyMatch(reason -> text.startsWith(reason, at));
    }

    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isOneOf(LEADING, text.charAt(start))) {
            start++;
        }
        while (end > start && isOneOf(TRAILING, text.charAt(end - 1))) {
            end--;
        }
        String inner = text.substring(start, end);
        boolean quoted = inner.length() > 2 && inner.startsWith("'") && inner.endsWith("'");
        return quoted ? inner.substring(1, inner.length() - 1).strip() : inner;
    }

    private static boolean isOneOf(String signs, char sign) {
        return sign == ' ' || signs.indexOf(sign) >= 0;
    }

    private static @Nullable String fillerOf(String text) {
        for (String filler : FILLERS) {
            int end = filler.length();
            if (text.length() > end && " :*≈=".indexOf(text.charAt(end)) >= 0
                    && text.regionMatches(true, 0, filler, 0, end)) {
                return filler;
            }
        }
        return null;
    }
}
