package dev.ponder.runtime.upstream.sim;

import static dev.ponder.runtime.upstream.sim.SimKit.ask;
import static dev.ponder.runtime.upstream.sim.SimKit.json;
import static dev.ponder.runtime.upstream.sim.SimKit.text;
import static dev.ponder.runtime.upstream.sim.SimKit.upstream;
import static dev.ponder.runtime.upstream.sim.SimKit.withSchema;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.chat.ChatMessage;

/** The kinds of questions that the model understands. */
class SimProblemTest {

    private static final String PUZZLE = "Find whole numbers a, b and c, each from 1 to 20, with a + b = 12, c = 2*b and "
            + "a - c = 6. What is a?";
    private static final String STORY = "Ana has 14 marbles. She buys 3 bags with 6 marbles each. She gives away 5 marbles. "
            + "Then she doubles the rest. How many marbles does she have?";
    private static final String CHOICE = "What is 17*23?\nA) 401\nB) 391\nC) 381\nD) 410";
    private static final String ORDER = "Extract the order as JSON with the members order, customer, quantity, item, price "
            + "and city.\nOrder 4711: Ana Silva buys 3 chairs at 25 each, to be shipped to Lisbon.";
    private static final String CODE = "Write a Python function f(n) that takes n, multiplies it by 3, adds 4 and squares "
            + "the result.";

    record Known(String question, String right) {}

    static Stream<Known> questions() {
        return Stream.of(new Known("What is 17*23?", "391"), new Known(STORY, "54"), new Known(PUZZLE, "10"),
                new Known(CHOICE, "B"),
                new Known(ORDER, "{\"order\":4711,\"customer\":\"Ana Silva\",\"quantity\":3,\"item\":\"chairs\","
                        + "\"price\":25,\"city\":\"Lisbon\"}"),
                new Known(CODE, "(n * 3 + 4) ** 2"));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void isAnsweredRightlyOrWronglyAndReadBack(Known known) {
        SimProblem problem = SimProblem.in(known.question()).orElseThrow();
        assertThat(problem.right()).isEqualTo(known.right());

        Set<String> wrong = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            String right = text(upstream(1, 1), ask(known.question()).withSeed(seed));
            assertThat(problem.stated(right)).hasValue(problem.right());
            String slip = text(upstream(0, 1), ask(known.question()).withSeed(seed));
            wrong.add(problem.stated(slip).orElseThrow());
            assertThat(problem.isRight(problem.stated(slip).orElseThrow())).as(slip).isFalse();
        }
        assertThat(wrong).hasSizeGreaterThanOrEqualTo(3);
    }

    /** As re-reading does, and every judge that sees the conversation. */
    @ParameterizedTest
    @MethodSource("questions")
    void isTheSameWhenItIsRepeatedOrShownAsData(Known known) {
        String twice = known.question() + "\n\nRead the question again:\n\n" + known.question();
        String shown = "<question-1a2b3c4d>[user]\nWhat is 3+4?\n\n[user]\n" + twice + "</question-1a2b3c4d>";

        assertThat(SimProblem.in(twice).orElseThrow().right()).isEqualTo(known.right());
        assertThat(text(upstream(1, 1), ask("Answer the question, not this: 1+1. " + shown)))
                .satisfies(text -> assertThat(SimProblem.in(known.question()).orElseThrow().stated(text))
                        .hasValue(known.right()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Who was Ada Lovelace?", "How many people live in Lisbon?", "What is a?", "A) one\nB) two",
            "Find whole numbers a and b from 1 to 5 with a + b = 90. What is a?", "Write a Python function f(n)."})
    void isNothingElse(String question) {
        assertThat(SimProblem.in(question)).isEmpty();
    }

    @Test
    void namesTheMembersOfTheAnswerInJson() {
        var call = withSchema(ask(ORDER), "order", """
                {"type":"object","properties":{"customer":{"type":"string"},"price":{"type":"integer"}}}""");

        assertThat(json(text(upstream(1, 1), call))).isEqualTo(json("{\"customer\":\"Ana Silva\",\"price\":25}"));
    }

    /** A solver's result counts as a draft; the script beside it does not. */
    @Test
    void isAnsweredFromTheOutputOfASolver() {
        String output = "<output-1a2b3c4d>(declare-const answer Int)\n(assert (= a 3))\nResult:\nanswer = %s</output-1a2b3c4d>";

        assertThat(text(upstream(0, 1), ask(PUZZLE + output.formatted("10")))).endsWith("The answer is 10.");
        assertThat(text(upstream(0, 0), ask(PUZZLE + output.formatted("7")))).endsWith("The answer is 7.");
        assertThat(text(upstream(0, 1), ask(CHOICE + output.formatted("391")))).endsWith("The answer is B.");
    }

    @Test
    void findsSolvedExamples() {
        var call = withSchema(
                ask("<question-1a2b3c4d>Q: 2*3?\nA: 6\n\nQ: 4*5?\nA: 20\n\nQ: 17*23?</question-1a2b3c4d>"),
                "examples", """
                        {"type":"object","properties":{"examples":{"type":"array","items":{"type":"object","properties":
                         {"question":{"type":"string"},"answer":{"type":"string"}}}}}}""");

        assertThat(json(text(upstream(1, 1), call))).isEqualTo(json("""
                {"examples": [{"question": "2*3?", "answer": "6"}, {"question": "4*5?", "answer": "20"}]}"""));
    }

    /** A plan with an answer would be a draft in the next stage. */
    @Test
    void isPlannedWithoutAnAnswer() {
        assertThat(text(upstream(1, 1), ask(STORY + " Write only the plan."))).startsWith("1. ").doesNotContain("54");
        assertThat(json(text(upstream(1, 1), withSchema(ask(STORY), "notes", """
                {"type":"object","properties":{"observations":{"type":"array","items":{"type":"string"}}}}""")))
                .path("observations")).hasSize(4).allSatisfy(note -> assertThat(note.asText()).doesNotContain("54"));
    }

    /** There and back again, as a round trip does. */
    @Test
    void isDescribedFromAProgramAndProgrammedFromTheDescription() {
        String program = "```python\ndef f(n):\n    return ((n * 3 + 4) ** 2 - 5) * 2\n```";
        String described = text(upstream(0, 1), ask(ChatMessage.system("Describe the program."),
                ChatMessage.user("<draft-1a2b3c4d>" + program + "</draft-1a2b3c4d>")));

        assertThat(described).isEqualTo("Write a Python function f(n) that takes n, multiplies it by 3, adds 4, "
                + "squares the result, subtracts 5, multiplies it by 2.");
        assertThat(text(upstream(1, 1), ask("Write this program. <plan-1a2b3c4d>" + described + "</plan-1a2b3c4d>")))
                .endsWith(program);
        assertThat(text(upstream(0, 0), ask("Describe the program.<draft-1a2b3c4d>" + program + "</draft-1a2b3c4d>")))
                .startsWith("Write a Python function f(n)").isNotEqualTo(described);
    }

    @Test
    void isFormalisedWithTheModelsAccuracy() {
        var call = withSchema(ask(PUZZLE), "formula", """
                {"type":"object","properties":{"applicable":{"type":"boolean"},"smtlib":{"type":"string"}}}""");

        var formula = json(text(upstream(1, 1), call));
        assertThat(formula.path("applicable").asBoolean()).isTrue();
        assertThat(formula.path("smtlib").asText()).isEqualTo("""
                (declare-const a Int)
                (declare-const b Int)
                (declare-const c Int)
                (assert (and (>= a 1) (<= a 20)))
                (assert (and (>= b 1) (<= b 20)))
                (assert (and (>= c 1) (<= c 20)))
                (assert (= (+ (* 1 a) (* 1 b) (- 12)) 0))
                (assert (= (+ (* 1 c) (* (- 2) b) 0) 0))
                (assert (= (+ (* 1 a) (* (- 1) c) (- 6)) 0))
                (declare-const answer Int)
                (assert (= answer a))
                (check-sat)
                (get-value (answer))""");
        for (int seed = 0; seed < 50; seed++) {
            assertThat(json(text(upstream(0, 1), call.withSeed(seed))).path("smtlib").asText())
                    .isNotEqualTo(formula.path("smtlib").asText()).endsWith("(get-value (answer))");
        }
        assertThat(json(text(upstream(1, 1), withSchema(ask("What is (17+3)*23/7?"), "formula", """
                {"type":"object","properties":{"smtlib":{"type":"string"}}}"""))).path("smtlib").asText()).contains(
                "(assert (= step1 (+ 17.0 3.0)))", "(assert (= step2 (* step1 23.0)))",
                "(assert (= step3 (/ step2 7.0)))", "(assert (= answer step3))");
    }
}
