package dev.ponder.toolkit.answer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The form of the answer that a question asks for. Immutable.
 *
 * @param options the texts of a multiple-choice question's options by their labels A to J, in order; empty for others
 * @param numeric whether it asks for a number
 * @param yesNo whether it asks for yes or no, or for true or false
 * @param code whether it asks for a program
 * @param asksPercent whether it asks for a percentage, so that 5 means 5%
 */
public record QuestionHint(Map<String, String> options, boolean numeric, boolean yesNo, boolean code,
        boolean asksPercent) {

    /** The hint for an unknown question. */
    public static final QuestionHint NONE = new QuestionHint(Map.of(), false, false, false, false);

    private static final List<String> YES_NO = List.of("true or false", "yes or no", "true/false", "yes/no");
    private static final List<String> CODE = List.of("write a function", "write a program", "write a script",
            "write code", "write a method", "write a class", "write a query", "implement ", "python function",
            "java method", "sql query", "regular expression");
    private static final List<String> PERCENT = List.of("percent", "per cent", "what %", "in %", "as a %",
            "how many %");
    private static final List<String> NUMERIC = List.of("how many", "how much", "how old", "how far", "how long",
            "how tall", "how often", "compute", "calculate", "evaluate", "find the value", "what is the value",
            "what is the sum", "find the sum", "what is the product", "find the product", "what is the number",
            "find the number", "what is the total", "what is the area", "find the area", "what is the perimeter",
            "what is the volume", "what is the probability", "find the probability", "what is the remainder",
            "find the remainder", "what is the average", "what is the mean", "what is the distance",
            "what is the length", "what is the cost", "solve for");

    /** Copies the options, their order kept. */
    public QuestionHint {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** The hint in the text of a question. Linear in the text; never throws. */
    public static QuestionHint of(String question) {
        String lower = question.toLowerCase(Locale.ROOT);
        boolean code = mentions(lower, CODE);
        boolean percent = mentions(lower, PERCENT);
        boolean numeric = !code && (percent || mentions(lower, NUMERIC) || asksForArithmetic(question));
        return new QuestionHint(OptionList.of(question), numeric, mentions(lower, YES_NO), code, percent);
    }

    /** Whether the question offers options. */
    public boolean multipleChoice() {
        return !options.isEmpty();
    }

    private static boolean mentions(String lower, List<String> phrases) {
        return phrases.stream().anyMatch(lower::contains);
    }

    /** Whether the question contains two numbers with an operator between them, as in "17 × 23". */
    private static boolean asksForArithmetic(String question) {
        for (int at = 1; at < question.length() - 1; at++) {
            if ("+*/×÷·^".indexOf(question.charAt(at)) < 0) {
                continue;
            }
            boolean blank = question.charAt(at - 1) == ' ' && question.charAt(at + 1) == ' ';
            if (NumberToken.isDigit(question, blank ? at - 2 : at - 1)
                    && NumberToken.isDigit(question, blank ? at + 2 : at + 1)) {
                return true;
            }
        }
        return false;
    }
}
