package dev.ponder.retrieval.search;

import java.util.List;
import java.util.Locale;

/**
 * The query that a question contains, found without a model: what it asks to look up, else its last question, else its
 * beginning. Pure function.
 */
public final class QuestionQuery {

    private static final int SHORT = 200;
    private static final List<String> POLITE = List.of("please ", "can you ", "could you ");
    private static final List<String> COMMANDS = List.of("search the web for ", "search for ", "search the web: ",
            "find information about ", "find information on ", "look up ", "research ", "google ");

    private QuestionQuery() {
    }

    /** The query; empty if the question is blank. */
    public static String of(String question) {
        String text = question.strip();
        int lineEnd = text.indexOf('\n');
        String first = lineEnd < 0 ? text : text.substring(0, lineEnd);
        String command = afterAny(COMMANDS, afterAny(POLITE, first));
        String asked = afterAny(POLITE, first);
        if (!command.equals(asked)) {
            return cleaned(command);
        }
        return cleaned(text.length() <= SHORT ? text : lastQuestion(text));
    }

    private static String afterAny(List<String> beginnings, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return beginnings.stream().filter(lower::startsWith).findFirst()
                .map(beginning -> text.substring(Math.min(text.length(), beginning.length()))).orElse(text);
    }

    private static String lastQuestion(String text) {
        int mark = text.lastIndexOf('?');
        int from = Math.max(0, mark - SHORT);
        if (mark < 0) {
            return text.substring(0, SHORT);
        }
        int start = from;
        for (int i = from; i < mark; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '?' || c == '!' || c == '.' && text.charAt(i + 1) == ' ') {
                start = i + 1;
            }
        }
        return text.substring(start, mark);
    }

    private static String cleaned(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isEdge(text.charAt(from))) {
            from++;
        }
        while (to > from && isEdge(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isEdge(char c) {
        return Character.isWhitespace(c) || "\"'`“”?.!,:;".indexOf(c) >= 0;
    }
}
