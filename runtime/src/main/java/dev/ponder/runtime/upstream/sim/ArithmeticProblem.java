package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The value of an arithmetic expression. */
record ArithmeticProblem(ArithmeticExpression question) implements SimProblem {

    static Optional<SimProblem> lastIn(String text) {
        return ArithmeticParser.lastIn(text).map(ArithmeticProblem::new);
    }

    @Override
    public String right() {
        return question.value().toPlainString();
    }

    @Override
    public String wrong(RandomGenerator chance) {
        return WrongAnswers.pick(question, chance).toPlainString();
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
        return SimWriter.reasoning(question, new BigDecimal(answer), chance);
    }

    @Override
    public Optional<BigDecimal> number(String answer) {
        return Optional.of(new BigDecimal(answer));
    }

    @Override
    public Optional<SmtFormula> formula() {
        return SmtFormula.of(question);
    }

    @Override
    public Optional<String> expression() {
        return Optional.of(question.compact());
    }
}
