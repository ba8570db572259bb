package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whole numbers with constraints: {@code Find whole numbers a, b and c from 1 to 20 with a + b = 12, c = 2*b and a - c < 4. What is
 * a?} The answer is the value of one of them.
 *
 * @param names the names of the numbers
 * @param least the least value of each
 * @param most the largest value of each
 * @param constraints what holds for them
 * @param goal the name of the number that is asked for
 * @param value its value
 */
record ConstraintPuzzle(List<String> names, int least, int most, List<LinearConstraint> constraints, String goal,
        int value)
        implements
            SimProblem {

    private static final int MAX_NAMES = 4;
    private static final int MAX_RANGE = 30;
    private static final Pattern HEAD = Pattern
            .compile("whole numbers ([a-h](?:(?:, | and )[a-h]){0,3}),? (?:each )?from ([0-9]{1,3}) to ([0-9]{1,3})");
    private static final Pattern GOAL = Pattern.compile("What is ([a-h])\\?");

    static Optional<SimProblem> lastIn(String text) {
        Optional<MatchResult> head = HEAD.matcher(text).results().reduce((a, b) -> b);
        Optional<String> goal = GOAL.matcher(text).results().map(found -> found.group(1)).reduce((a, b) -> b);
        return head.isEmpty() || goal.isEmpty()
                ? Optional.empty()
                : of(head.get(), text.substring(head.get().end()), goal.get());
    }

    private static Optional<SimProblem> of(MatchResult head, String body, String goal) {
        List<String> names = List.of(head.group(1).split(", | and "));
        int least = Integer.parseInt(head.group(2));
        int most = Integer.parseInt(head.group(3));
        List<LinearConstraint> constraints = LinearConstraint.in(body, names);
        boolean known = names.contains(goal) && names.size() <= MAX_NAMES && most - least <= MAX_RANGE
                && !constraints.isEmpty();
        return known
                ? solution(names, least, most, constraints)
                        .map(found -> new ConstraintPuzzle(names, least, most, constraints, goal,
                                found.getOrDefault(goal, 0)))
                : Optional.empty();
    }

    private static Optional<Map<String, Integer>> solution(List<String> names, int least, int most,
            List<LinearConstraint> constraints) {
        return solution(names, 0, least, most, constraints, new LinkedHashMap<>());
    }

    private static Optional<Map<String, Integer>> solution(List<String> names, int at, int least, int most,
            List<LinearConstraint> constraints, Map<String, Integer> values) {
        if (constraints.stream().anyMatch(constraint -> constraint.isBrokenBy(values))) {
            return Optional.empty();
        }
        if (at == names.size()) {
            return Optional.of(Map.copyOf(values));
        }
        Optional<Map<String, Integer>> found = Optional.empty();
        for (int value = least; value <= most && found.isEmpty(); value++) {
            values.put(names.get(at), value);
            found = solution(names, at + 1, least, most, constraints, values);
        }
        values.remove(names.get(at));
        return found;
    }

    @Override
    public String right() {
        return Integer.toString(value);
    }

    @Override
    public String wrong(RandomGenerator chance) {
        int other = chance.nextInt(least, most);
        return Integer.toString(other >= value ? other + 1 : other);
    }

    @Override
    public Optional<String> marked(String text) {
        return StatedAnswer.marked(text).map(BigDecimal::toPlainString);
    }

    @Override
    public Optional<String> stated(String text) {
        return StatedAnswer.in(text).map(BigDecimal::toPlainString);
    }

    @Override
    public String reasoning(String answer, RandomGenerator chance) {
        return SimRandom.pick(List.of("I go through the constraints one by one.", "The constraints leave few values.",
                "I try the values in order."), chance) + " So " + goal + " is " + answer + ".";
    }

    @Override
    public Optional<BigDecimal> number(String answer) {
        return Optional.of(new BigDecimal(answer));
    }

    @Override
    public Optional<SmtFormula> formula() {
        Map<String, String> constants = new LinkedHashMap<>();
        List<String> assertions = new ArrayList<>();
        for (String name : names) {
            constants.put(name, "Int");
            assertions.add("(and (>= " + name + " " + least + ") (<= " + name + " " + most + "))");
        }
        constraints.forEach(constraint -> assertions.add(constraint.smtLib()));
        return Optional.of(new SmtFormula(constants, assertions, goal));
    }
}
