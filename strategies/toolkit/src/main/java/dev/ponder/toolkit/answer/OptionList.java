package dev.ponder.toolkit.answer;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the options of a multiple-choice question: {@code A) red B) blue}, one per line or all in a row.
 *
 * <p>They are the last sequence of two or more labels A, B, C… up to J in one style.
 */
final class OptionList {

    private static final char LAST_LABEL = 'J';
    private static final int MAX_OPTION = 500;

    private final String question;
    private final boolean lowerCase;
    private Map<String, String> found = Map.of();
    private Map<String, String> run = new LinkedHashMap<>();
    private Style style = Style.NONE;
    private String label = "";
    private int textStart;

    private enum Style {
        ENCLOSED, BRACKET, POINT, COLON, NONE
    }

    private OptionList(String question) {
        this.question = question;
        // (a) and (b) in lower case are mostly parts of a task, not options
        String lower = question.toLowerCase(Locale.ROOT);
        this.lowerCase = lower.contains("which of") || lower.contains("choose") || lower.contains("option")
                || lower.contains("multiple choice") || lower.contains("select");
    }

    /** The options by their labels, in upper case and in order; empty if there are none. */
    static Map<String, String> of(String question) {
        OptionList options = new OptionList(question);
        for (int at = 0; at < question.length(); at++) {
            Style style = options.styleAt(at);
            if (style != Style.NONE) {
                options.accept(at, style);
            }
        }
        options.endRun(question.length());
        return options.found;
    }

    private void accept(int at, Style markerStyle) {
        char letter = Character.toUpperCase(question.charAt(at));
        boolean next = markerStyle == style && run.size() + 1 == letter - 'A';
        if (!next && letter != 'A') {
            return;
        }
        int markerStart = markerStyle == Style.ENCLOSED ? at - 1 : at;
        if (next) {
            run.put(label, textBefore(markerStart));
        } else {
            endRun(markerStart);
            run = new LinkedHashMap<>();
            style = markerStyle;
        }
        label = String.valueOf(letter);
        textStart = at + 2;
    }

    private void endRun(int end) {
        if (!run.isEmpty()) {
            String last = textBefore(end);
            int line = last.indexOf('\n');
            run.put(label, line < 0 ? last : last.substring(0, line).strip());
            found = run;
        }
    }

    private String textBefore(int end) {
        int to = Math.max(textStart, Math.min(end, textStart + MAX_OPTION));
        return OptionText.trim(question.substring(textStart, to));
    }

    /** The style in which the letter here is marked as a label. */
    private Style styleAt(int at) {
        char letter = question.charAt(at);
        boolean known = (letter >= 'A' && letter <= LAST_LABEL) || (lowerCase && letter >= 'a' && letter <= 'j');
        if (!known || at + 1 >= question.length() || (at > 0 && Character.isLetterOrDigit(question.charAt(at - 1)))) {
            return Style.NONE;
        }
        return switch (question.charAt(at + 1)) {
            case ')' -> at > 0 && question.charAt(at - 1) == '(' ? Style.ENCLOSED : Style.BRACKET;
            case ']' -> at > 0 && question.charAt(at - 1) == '[' ? Style.ENCLOSED : Style.NONE;
            case '.' -> startsLine(at) ? Style.POINT : Style.NONE;
            case ':' -> startsLine(at) ? Style.COLON : Style.NONE;
            default -> Style.NONE;
        };
    }

    private boolean startsLine(int at) {
        int before = at - 1;
        while (before >= 0 && " \t*-_>".indexOf(question.charAt(before)) >= 0) {
            before--;
        }
        return before < 0 || question.charAt(before) == '\n';
    }
}
