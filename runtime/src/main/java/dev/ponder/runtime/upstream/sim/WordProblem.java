package dev.ponder.runtime.upstream.sim;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A story in which one quantity changes step by step: {@code Ana has 14 marbles. She buys 3 bags with 6 marbles each. She gives
 * away 5 marbles. How many marbles does she have?} The answer is the value of the expression that the story amounts to.
 */
final class WordProblem {

    private static final Pattern STEP = Pattern.compile("(?<verb>[A-Za-z]{2,16})(?: (?:away|up|down|out|them))?"
            + "(?: (?<number>[0-9]{1,6})(?: (?:more )?[a-z]{1,16} (?:with|of) (?<each>[0-9]{1,6}) [a-z]{1,16} each)?"
            + "| equally among (?<shares>[0-9]{1,6})| (?:the|her|his|their) )");
    private static final Map<String, String> OPERATORS = Map.ofEntries(Map.entry("buys", "+"), Map.entry("gets", "+"),
            Map.entry("finds", "+"), Map.entry("receives", "+"), Map.entry("wins", "+"), Map.entry("collects", "+"),
            Map.entry("gives", "-"), Map.entry("loses", "-"), Map.entry("sells", "-"), Map.entry("uses", "-"),
            Map.entry("spends", "-"), Map.entry("eats", "-"), Map.entry("doubles", "* 2"),
            Map.entry("triples", "* 3"), Map.entry("shares", "/"));

    private WordProblem() {
    }

    static Optional<SimProblem> lastIn(String text) {
        if (!text.contains("ow many")) {
            return Optional.empty();
        }
        String expression = "";
        Matcher step = STEP.matcher(text);
        while (step.find()) {
            expression = next(expression, step);
        }
        return expression.isEmpty() ? Optional.empty() : ArithmeticProblem.lastIn(expression);
    }

    private static String next(String expression, Matcher step) {
        String verb = step.group("verb").toLowerCase(Locale.ROOT);
        String number = step.group("number");
        if (verb.equals("has") && number != null) {
            return number;
        }
        String operator = OPERATORS.get(verb);
        if (expression.isEmpty() || operator == null) {
            return expression;
        }
        if (operator.length() > 1) {
            return "(" + expression + ") " + operator;
        }
        if (operator.equals("/")) {
            return step.group("shares") == null ? expression : "(" + expression + ") / " + step.group("shares");
        }
        String amount = step.group("each") == null ? number : number + " * " + step.group("each");
        return number == null ? expression : expression + " " + operator + " " + amount;
    }
}
