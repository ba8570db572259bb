package dev.ponder.toolkit.answer;

import java.text.Normalizer;
import java.util.Map;

/**
 * Replaces Unicode variants by one character: of minus, blank, quote, times, superscripts, subscripts and fractions.
 */
final class Glyphs {

    private static final Map<Character, String> PLAIN = Map.ofEntries(
            Map.entry('\u2212', "-"), Map.entry('\u2010', "-"), Map.entry('\u2011', "-"), Map.entry('\u2013', "-"),
            Map.entry('\u2018', "'"), Map.entry('\u2019', "'"), Map.entry('\u201c', "\""), Map.entry('\u201d', "\""),
            Map.entry('\u00d7', "*"), Map.entry('\u00b7', "*"), Map.entry('\u22c5', "*"), Map.entry('\u2217', "*"),
            Map.entry('\u00f7', "/"), Map.entry('\u2044', "/"), Map.entry('\u2215', "/"), Map.entry('\u00ba', "°"),
            Map.entry('\u27e8', "("), Map.entry('\u27e9', ")"));
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉";

    private Glyphs() {
    }

    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char glyph = text.charAt(at);
            if (glyph < 128) {
                plain.append(Character.isISOControl(glyph) ? ' ' : glyph);
            } else if (isRaised(glyph)) {
                at = appendRaised(text, at, plain) - 1;
            } else if (LOWERED.indexOf(glyph) >= 0) {
                plain.append('_').append(LOWERED.indexOf(glyph));
            } else if (Character.isSpaceChar(glyph) || Character.isISOControl(glyph)) {
                plain.append(' ');
            } else if (Character.getType(glyph) != Character.FORMAT) {
                plain.append(PLAIN.getOrDefault(glyph, fractionOr(glyph)));
            }
        }
        return Normalizer.normalize(plain, Normalizer.Form.NFKC);
    }

    private static boolean isRaised(char glyph) {
        return RAISED.indexOf(glyph) >= 0 || glyph == '⁻';
    }

    private static int appendRaised(String text, int start, StringBuilder plain) {
        int at = start;
        plain.append("^(");
        for (; at < text.length() && isRaised(text.charAt(at)); at++) {
            char glyph = text.charAt(at);
            plain.append(glyph == '⁻' ? "-" : String.valueOf(RAISED.indexOf(glyph)));
        }
        plain.append(')');
        return at;
    }

    /** A fraction such as ½ as a function call, so that 3½ is a mixed number; any other character unchanged. */
    private static String fractionOr(char glyph) {
        if (Character.getType(glyph) != Character.OTHER_NUMBER) {
            return String.valueOf(glyph);
        }
        String parts = Normalizer.normalize(String.valueOf(glyph), Normalizer.Form.NFKC);
        int slash = parts.indexOf('\u2044');
        return slash <= 0 || slash == parts.length() - 1
                ? String.valueOf(glyph)
                : " frac(" + parts.substring(0, slash) + ";" + parts.substring(slash + 1) + ")";
    }
}
