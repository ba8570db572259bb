package dev.ponder.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

class AnswerGraderTest {

    private final AnswerGrader grader = new AnswerGrader(false);

    @Test
    void comparesNumbersLettersAndJson() {
        var number = new Question("1", "arithmetic", "What is 17*23?", JsonNodeFactory.instance.numberNode(391));
        assertThat(grader.grade(number, "17 times 20 is 340. The answer is 391.").right()).isTrue();
        assertThat(grader.grade(number, "The answer is 401.").right()).isFalse();
        assertThat(grader.grade(number, "I do not know.").right()).isFalse();

        var choice = new Question("2", "multiple choice", "What is 17*23?\nA) 401\nB) 391",
                JsonNodeFactory.instance.textNode("B"));
        assertThat(grader.grade(choice, "The answer is B.").right()).isTrue();
        assertThat(grader.grade(choice, "The answer is A.").right()).isFalse();

        JsonNode order = JsonNodeFactory.instance.objectNode().put("city", "Rome").put("price", 3);
        var json = new Question("3", Question.JSON, "Extract the city and the price as JSON.", order);
        assertThat(grader.grade(json, "Here:\n```json\n{\"price\": 3, \"city\": \"Rome\"}\n```").right()).isTrue();
        assertThat(grader.grade(json, "```json\n{\"price\": 3, \"city\": \"Oslo\"}\n```").right()).isFalse();
    }

    @Test
    void interpretsProgramsOfOneExpression() {
        var code = new Question("4", Question.CODE, "Write a Python function f(n).",
                JsonNodeFactory.instance.arrayNode().add("f(0) == 16").add("f(2) == 100"));
        assertThat(grader.grade(code, "So:\n```python\ndef f(n):\n    return (n * 3 + 4) ** 2\n```").right()).isTrue();
        assertThat(grader.grade(code, "```python\ndef f(n):\n    return (n * 3 + 5) ** 2\n```").right()).isFalse();
    }

    /** Anything else could do anything. */
    @Test
    void runsNoOtherProgramUnlessThatIsAllowed() {
        String program = "def f(n):\n    m = n + 1\n    return m";
        assertThat(new ProgramTests(false).pass(program, List.of("f(1) == 2"))).isFalse();
        assertThat(new ProgramTests(true).pass(program, List.of("f(1) == 2"))).isTrue();
        assertThat(new ProgramTests(true).pass(program, List.of("f(1) == 3"))).isFalse();
        assertThat(new ProgramTests(true).pass("while True: pass", List.of("f(1) == 2"))).isFalse();
        assertThat(new ProgramTests(true).pass("import sys\nsys.exit()", List.of("f(1) == 2"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"n + 2 * 3, 8", "(n + 2) * 3, 12", "-n ** 2, -4", "7 // -n, -4", "-7 % n, 1", "n ** 99999, ''",
            "n n, ''", "x, ''", "n // 0, ''", "(n, ''", "__import__, ''"})
    void interpretsAsPythonDoes(String expression, String value) {
        var function = ReturnedExpression.in("def f(n):\n    return " + expression);
        assertThat(function.flatMap(found -> found.valueOf(List.of(java.math.BigInteger.TWO))).map(Object::toString)
                .orElse(""))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(GeneratedQuestions.class)
    void generatorsAreSeeded(GeneratedQuestions generator) {
        var kinds = java.util.Set.of(generator.kind());
        assertThat(GeneratedQuestions.of(1, 20, kinds)).isEqualTo(GeneratedQuestions.of(1, 20, kinds))
                .isNotEqualTo(GeneratedQuestions.of(2, 20, kinds)).extracting(Question::id).doesNotHaveDuplicates();
    }
}
