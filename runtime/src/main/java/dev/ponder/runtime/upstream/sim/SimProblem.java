package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** A question with one right answer, which the model understands. Its answers are texts in one canonical form. */
interface SimProblem {

    /** The last problem in a text. */
    static Optional<SimProblem> in(String text) {
        return ChoiceProblem.lastIn(text).or(() -> withoutOptions(text));
    }

    /** The last problem in a text, apart from options to choose from. */
    static Optional<SimProblem> withoutOptions(String text) {
        return Stream.<Function<String, Optional<SimProblem>>>of(CodeProblem::lastIn, ExtractionProblem::lastIn,
                ConstraintPuzzle::lastIn, ArithmeticProblem::lastIn, WordProblem::lastIn)
                .map(kind -> kind.apply(text))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The right answer. */
    String right();

    /** A plausible wrong answer. */
    String wrong(RandomGenerator chance);

    /** Whether an answer is right. */
    default boolean isRight(String answer) {
        return right().equals(answer);
    }

    /** The answer that a text marks as its answer. */
    Optional<String> marked(String text);

    /** The answer that a text gives, marked or last in the text. */
    default Optional<String> stated(String text) {
        return marked(text);
    }

    /** A chain of thought that leads to this answer, be it right or wrong. */
    String reasoning(String answer, RandomGenerator chance);

    /** The end of a reply with this answer. */
    default String conclusion(String answer) {
        return "The answer is " + answer + ".";
    }

    /** The number that the answer is. */
    default Optional<BigDecimal> number(String answer) {
        return Optional.empty();
    }

    /** The members of an answer in JSON, by name. */
    default Map<String, JsonNode> members(String answer) {
        return Map.of();
    }

    /** The problem in SMT-LIB. */
    default Optional<SmtFormula> formula() {
        return Optional.empty();
    }

    /** The problem as the argument of a tool. */
    default Optional<String> expression() {
        return Optional.empty();
    }
}
