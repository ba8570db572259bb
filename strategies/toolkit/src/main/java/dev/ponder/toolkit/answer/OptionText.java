package dev.ponder.toolkit.answer;

import java.util.List;

/** The text of an option, without the markup of the labels before and after it. */
final class OptionText {

    private static final List<String> BEFORE = List.of("}", "*", "_", ":", "\\ ", "\\quad", "\\qquad", "~");
    private static final List<String> AFTER = List.of("*", "_", ",", ";", "-", "\\quad", "\\qquad", "\\",
            "\\textbf{", "\\text{", "\\mathrm{", "\\mathbf{", "~");

    private OptionText() {
    }

    static String trim(String text) {
        String trimmed = text.strip();
        for (String next = trimmedOnce(trimmed); !next.equals(trimmed); next = trimmedOnce(trimmed)) {
            trimmed = next;
        }
        // A single one closes the formula that contains all options
        boolean loneDollar = trimmed.endsWith("$") && trimmed.indexOf('$') == trimmed.length() - 1;
        return loneDollar ? trimmed.substring(0, trimmed.length() - 1).strip() : trimmed;
    }

    private static String trimmedOnce(String text) {
        for (String before : BEFORE) {
            if (text.startsWith(before)) {
                return text.substring(before.length()).strip();
            }
        }
        for (String after : AFTER) {
            if (text.endsWith(after)) {
                return text.substring(0, text.length() - after.length()).strip();
            }
        }
        return text;
    }
}
