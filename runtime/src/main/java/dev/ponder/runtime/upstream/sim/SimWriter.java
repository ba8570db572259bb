package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.runtime.upstream.sim.ArithmeticExpression.Step;

/**
 * The words of the simulated model. They vary, so that equal answers seldom have equal texts, and they hold no
 * expression but the question's own: a text that quotes them still asks the same question.
 */
final class SimWriter {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int MAX_STEPS = 5;
    private static final int MAX_ECHO = 80;
    private static final int PLAN_STEPS = 3;
    private static final List<String> OPENINGS = List.of("Let me work out %s.", "We need the value of %s.",
            "I take %s step by step.", "So this is about %s.", "First I look at %s.");
    private static final List<String> LINKS = List.of("", "Then: ", "Next: ", "Here: ");
    private static final List<String> CLOSINGS = List.of("", " That is all there is to do.", " Nothing is left to do.",
            " I see no further step.", " This completes it.");
    private static final List<String> EXCUSES = List.of(
            "I am Ponder's simulated model and know only a few kinds of tasks, such as arithmetic.",
            "This is the simulated model of Ponder: it knows arithmetic, small puzzles and little else.",
            "Ponder's simulated model answers here, and it can only do arithmetic and small puzzles.");

    private static final List<String> NOTES = List.of("Read off all given quantities before you calculate.",
            "Each step needs the result of the step before it.", "The order of the operations matters.",
            "A rough estimate shows whether a result is plausible.", "Work from the inside to the outside.",
            "Check the result against each condition of the question.", "Nothing but the given quantities is needed.",
            "The last step decides what is asked for.", "Signs and units are easy to lose on the way.",
            "A second way to the same result confirms it.");

    private SimWriter() {
    }

    /** A chain of thought that leads to this answer, be it right or wrong. */
    static String reasoning(ArithmeticExpression question, BigDecimal answer, RandomGenerator chance) {
        var text = new StringBuilder(String.format(SimRandom.pick(OPENINGS, chance), question.text()));
        List<Step> steps = question.steps();
        int last = steps.size() - 1;
        for (int i = Math.max(0, last - MAX_STEPS + 1); i <= last; i++) {
            BigDecimal result = i == last ? answer : steps.get(i).result().shown();
            text.append(' ').append(linked(SimRandom.pick(LINKS, chance), sentence(steps.get(i), result, chance)));
        }
        return text.append(SimRandom.pick(CLOSINGS, chance)).toString();
    }

    static String conclusion(BigDecimal answer) {
        return "The answer is " + answer.toPlainString() + ".";
    }

    /** A remark on how to go about a question; it gives no answer. */
    static String note(RandomGenerator chance) {
        return SimRandom.pick(NOTES, chance);
    }

    /** Several of them, as the steps of a plan. */
    static String notes(RandomGenerator chance) {
        List<String> steps = new ArrayList<>(NOTES);
        SimRandom.shuffle(steps, chance);
        return IntStream.rangeClosed(1, PLAN_STEPS).mapToObj(i -> i + ". " + steps.get(i))
                .collect(Collectors.joining("\n"));
    }

    /** The reply to a question without arithmetic. */
    static String excuse(String wording, RandomGenerator chance) {
        String echo = wording.strip();
        int length = echo.codePointCount(0, echo.length());
        String cut = length <= MAX_ECHO ? echo : echo.substring(0, echo.offsetByCodePoints(0, MAX_ECHO)) + "…";
        return SimRandom.pick(EXCUSES, chance)
                + (cut.isEmpty() ? "" : " You wrote: \"" + BLANKS.matcher(cut).replaceAll(" ") + "\"");
    }

    private static String linked(String link, String sentence) {
        return link.isEmpty() ? Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) : link + sentence;
    }

    private static String sentence(Step step, BigDecimal result, RandomGenerator chance) {
        return String.format(SimRandom.pick(phrases(step.operator()), chance), step.left().shown().toPlainString(),
                step.right().shown().toPlainString(), result.toPlainString());
    }

    private static List<String> phrases(Operator operator) {
        return switch (operator) {
            case PLUS -> List.of("the sum of %s and %s is %s.", "%s and %s together make %s.",
                    "adding to %s another %s gives %s.");
            case MINUS ->
                List.of("the difference of %s and %s is %s.", "%s less %s leaves %s.", "from %s I take %s and get %s.");
            case TIMES -> List.of("the product of %s and %s is %s.", "%s multiplied with %s makes %s.",
                    "multiplying %s with %s gives %s.");
            case OVER -> List.of("the quotient of %s and %s is %s.", "%s split by %s gives %s.",
                    "dividing %s among %s gives %s.");
            case POWER -> List.of("raising %s to the power of %s gives %s.", "%s to the exponent %s is %s.");
            case PERCENT_OF ->
                List.of("taking %s hundredths of %s gives %s.", "a share of %s in the hundred of %s is %s.");
        };
    }
}
