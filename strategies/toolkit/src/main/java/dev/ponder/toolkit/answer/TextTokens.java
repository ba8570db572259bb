package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Words of a text: sequences of letters and digits in lower case; each ideograph is a word. */
final class TextTokens {

    private static final Set<String> ARTICLES = Set.of("a", "an", "the");

    private TextTokens() {
    }

    static List<String> of(String text) {
        List<String> tokens = new ArrayList<>();
        StringBuilder token = new StringBuilder();
        for (int at = 0; at < text.length();) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            boolean ideograph = Character.isIdeographic(character);
            if (ideograph || !isPartOfWord(character)) {
                flush(token, tokens);
            }
            if (isPartOfWord(character)) {
                token.appendCodePoint(Character.toLowerCase(character));
            }
            if (ideograph) {
                flush(token, tokens);
            }
        }
        flush(token, tokens);
        return tokens;
    }

    /** The form in which texts are compared: words without articles; a text without words is unchanged. */
    static String canonical(String text) {
        List<String> tokens = of(text);
        String words = String.join(" ", tokens.stream().filter(token -> !ARTICLES.contains(token)).toList());
        if (!words.isEmpty()) {
            return words;
        }
        return tokens.isEmpty() ? text.strip() : String.join(" ", tokens);
    }

    /** Includes combining marks, because many scripts write vowels with them. */
    private static boolean isPartOfWord(int character) {
        int type = Character.getType(character);
        return Character.isLetterOrDigit(character) || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static void flush(StringBuilder token, List<String> tokens) {
        if (token.length() > 0) {
            tokens.add(token.toString());
            token.setLength(0);
        }
    }
}
