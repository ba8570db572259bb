package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A relation between a weighted sum of numbers and zero: {@code a + 2*b < 12} is {@code a + 2b - 12 < 0}.
 *
 * @param weights the weights by name
 * @param constant what is added
 * @param relation {@code =}, {@code <} or {@code >}
 */
record LinearConstraint(Map<String, Integer> weights, int constant, String relation) {

    private static final String SUM = "-?(?:[0-9]{1,4} ?\\* ?)?(?:[a-h]|[0-9]{1,4})"
            + "(?: [-+] (?:[0-9]{1,4} ?\\* ?)?(?:[a-h]|[0-9]{1,4})){0,4}";
    private static final Pattern CONSTRAINT = Pattern
            .compile("(?<![\\w*])(" + SUM + ") ([=<>]) (" + SUM + ")(?!\\w)");
    private static final Pattern TERM = Pattern
            .compile("([-+]?) ?(?:([0-9]{1,4}) ?\\* ?)?(?:([a-h])|([0-9]{1,4}))");

    /** All that a text states about these numbers. */
    static List<LinearConstraint> in(String text, List<String> names) {
        return CONSTRAINT.matcher(text).results().map(found -> {
            Map<String, Integer> weights = new LinkedHashMap<>();
            int constant = add(found.group(1), 1, weights) + add(found.group(3), -1, weights);
            return new LinearConstraint(weights, constant, found.group(2));
        }).filter(constraint -> !constraint.weights.isEmpty() && names.containsAll(constraint.weights.keySet()))
                .distinct()
                .toList();
    }

    private static int add(String sum, int side, Map<String, Integer> weights) {
        int constant = 0;
        Matcher term = TERM.matcher(sum);
        while (term.find()) {
            int factor = term.group(2) == null ? 1 : Integer.parseInt(term.group(2));
            int signed = side * (term.group(1).equals("-") ? -factor : factor);
            if (term.group(3) == null) {
                constant += signed * Integer.parseInt(term.group(4));
            } else {
                weights.merge(term.group(3), signed, Integer::sum);
            }
        }
        return constant;
    }

    /** False as long as some value is missing. */
    boolean isBrokenBy(Map<String, Integer> values) {
        if (!values.keySet().containsAll(weights.keySet())) {
            return false;
        }
        long sum = constant;
        for (Map.Entry<String, Integer> weight : weights.entrySet()) {
            sum += (long) weight.getValue() * values.getOrDefault(weight.getKey(), 0);
        }
        return switch (relation) {
            case "<" -> sum >= 0;
            case ">" -> sum <= 0;
            default -> sum != 0;
        };
    }

    String smtLib() {
        List<String> terms = new ArrayList<>(weights.entrySet().stream()
                .map(weight -> "(* " + number(weight.getValue()) + " " + weight.getKey() + ")").toList());
        terms.add(number(constant));
        return terms.stream().collect(Collectors.joining(" ", "(" + relation + " (+ ", ") 0)"));
    }

    private static String number(int value) {
        return value < 0 ? "(- " + -value + ")" : Integer.toString(value);
    }
}
