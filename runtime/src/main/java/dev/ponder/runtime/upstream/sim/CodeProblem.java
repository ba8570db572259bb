package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Python function of one number, described by its steps: {@code Write a Python function f(n) that takes n, multiplies it by 3,
 * adds 4 and squares the result.} An answer is the expression that the function returns.
 *
 * @param name the name of the function
 * @param steps what it does with the number, in order
 */
record CodeProblem(String name, List<Step> steps) implements SimProblem {

    private static final int INPUTS = 6;
    private static final Pattern NAME = Pattern.compile("Python function `?([a-z_]{1,32})\\(n\\)`?");
    private static final Pattern STEP = Pattern
            .compile(
                    "\\btakes n\\b|\\b(multiplies it by|adds|subtracts) ([0-9]{1,4})\\b|\\bsquares (?:it|the result)\\b");
    private static final int MAX_STEPS = 16;
    private static final Pattern DEFINED = Pattern.compile("\\bdef ([a-z_]{1,32})\\(n\\)");
    private static final Pattern LAST = Pattern.compile("(.{1,200}) (\\+|-|\\*\\*?) ([0-9]{1,4})");
    private static final Pattern RETURN = Pattern.compile("\\breturn ([-+*() n0-9]{1,200})");

    /**
     * A step.
     *
     * @param operator what is done
     * @param operand with which number
     */
    record Step(String operator, int operand) {

        String applied(String expression) {
            return switch (operator) {
                case "adds" -> expression + " + " + operand;
                case "subtracts" -> expression + " - " + operand;
                case "squares" -> bracketed(expression) + " ** 2";
                default -> bracketed(expression) + " * " + operand;
            };
        }

        String described() {
            return switch (operator) {
                case "squares" -> "squares the result";
                default -> operator + " " + operand;
            };
        }

        private static String bracketed(String expression) {
            return expression.equals("n") ? expression : "(" + expression + ")";
        }
    }

    CodeProblem {
        steps = List.copyOf(steps);
    }

    static Optional<SimProblem> lastIn(String text) {
        Optional<String> name = NAME.matcher(text).results().map(found -> found.group(1)).reduce((a, b) -> b);
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        while (step.find()) {
            if (step.group().equals("takes n")) {
                steps.clear();
            } else {
                steps.add(step.group(1) == null
                        ? new Step("squares", 2)
                        : new Step(step.group(1), Integer.parseInt(step.group(2))));
            }
        }
        return steps.isEmpty() ? Optional.empty() : name.map(found -> new CodeProblem(found, steps));
    }

    /** The problem that a program of this model solves. */
    static Optional<CodeProblem> solvedBy(String program) {
        Optional<String> name = DEFINED.matcher(program).results().map(found -> found.group(1)).findFirst();
        Optional<List<Step>> steps = returned(program).flatMap(CodeProblem::stepsOf);
        return name.flatMap(found -> steps.map(known -> new CodeProblem(found, known)));
    }

    /** The steps of an expression, from the outside to the inside. */
    private static Optional<List<Step>> stepsOf(String expression) {
        List<Step> steps = new ArrayList<>();
        String rest = expression;
        for (Matcher last = LAST.matcher(rest); last.matches() && steps.size() < MAX_STEPS; last = LAST.matcher(rest)) {
            steps.add(0, switch (last.group(2)) {
                case "+" -> new Step("adds", Integer.parseInt(last.group(3)));
                case "-" -> new Step("subtracts", Integer.parseInt(last.group(3)));
                case "*" -> new Step("multiplies it by", Integer.parseInt(last.group(3)));
                default -> new Step("squares", 2);
            });
            rest = last.group(1).startsWith("(") && last.group(1).endsWith(")") && last.group(2).startsWith("*")
                    ? last.group(1).substring(1, last.group(1).length() - 1)
                    : last.group(1);
        }
        return rest.equals("n") && !steps.isEmpty() ? Optional.of(steps) : Optional.empty();
    }

    /** The expression that a program returns. */
    static Optional<String> returned(String program) {
        return RETURN.matcher(program).results().map(found -> found.group(1).strip()).reduce((a, b) -> b);
    }

    @Override
    public String right() {
        return expression(steps);
    }

    @Override
    public String wrong(RandomGenerator chance) {
        return expression(slipped(chance).steps);
    }

    /** A problem that differs in one step. */
    CodeProblem slipped(RandomGenerator chance) {
        List<Step> slipped = new ArrayList<>(steps);
        int at = chance.nextInt(steps.size());
        Step step = steps.get(at);
        int slip = chance.nextBoolean() ? 1 : 2;
        slipped.set(at, step.operator().equals("squares")
                ? new Step("multiplies it by", 1 + slip)
                : new Step(step.operator(), step.operand() + slip));
        return new CodeProblem(name, slipped);
    }

    private static String expression(List<Step> steps) {
        String expression = "n";
        for (Step step : steps) {
            expression = step.applied(expression);
        }
        return expression;
    }

    @Override
    public boolean isRight(String answer) {
        return values(answer).equals(values(right()));
    }

    private static List<String> values(String expression) {
        return IntStream.rangeClosed(1, INPUTS)
                .mapToObj(n -> ArithmeticParser.lastIn(expression.replace("n", "(" + n + ")"))
                        .map(found -> found.value().toPlainString()).orElse("?"))
                .toList();
    }

    @Override
    public Optional<String> marked(String text) {
        return returned(text);
    }

    @Override
    public String reasoning(String answer, RandomGenerator chance) {
        return SimRandom.pick(List.of("The steps go into one expression.", "One expression does all steps in order.",
                "I write the steps from the inside to the outside."), chance);
    }

    @Override
    public String conclusion(String answer) {
        return "```python\ndef " + name + "(n):\n    return " + answer + "\n```";
    }

    /** The task of writing this function, in words. */
    String described() {
        return "Write a Python function " + name + "(n) that takes n, "
                + steps.stream().map(Step::described).collect(Collectors.joining(", ")) + ".";
    }
}
