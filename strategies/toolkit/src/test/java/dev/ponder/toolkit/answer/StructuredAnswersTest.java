package dev.ponder.toolkit.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON, programs and lists are compared as what they are. In the tables, ⏎ is a line break. */
class StructuredAnswersTest {

    private static final QuestionHint ORDERED = QuestionHint.of("Rank the three colours in order of wavelength.");
    private static final QuestionHint UNORDERED = QuestionHint.of("Name the three primary colours.");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a": 1, "b": "x"}        | {"b":"X","a":1.0}
            {"a": 10}                 | {"a": 1e1}
            {"a": "10.50"}            | {"a": 10.5}
            {"a": {"b": [1, "x"]}}    | {"a":{"b":[1.0,"x"]}}
            {"a": 1, "b": null}       | {"a": 1}
            {"a": true}               | {"a": "true"}
            {"a": " two   words "}    | {"a": "Two words"}
            {"a": 1}                  | ```json⏎{"a": 1}⏎```
            {"a": 1}                  | Here it is:⏎⏎{"a": 1}⏎⏎Hope this helps!
            {"a": 1}                  | Sure.⏎```⏎{"a": 1}⏎```⏎Done.
            {"a": 1}                  | {'a': 1,}
            ["x", {"a": 1}]           | [ "x", {"a": 1.0} ]
            {"answer": "42"}          | The answer is 42.
            {"answer": 42, "reasoning": "6 by 7"} | {"final_answer": "42.0"}
            """)
    void equalJson(String left, String right) {
        assertThat(same(left, right, QuestionHint.NONE)).isTrue();
        assertThat(same(right, left, QuestionHint.NONE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a": 1}                  | {"a": 2}
            {"a": 1}                  | {"b": 1}
            {"a": 1, "b": 2}          | {"a": 1}
            {"a": [1, 2]}             | {"a": [2, 1]}
            {"a": {"b": 1}}           | {"a": {"b": 2}}
            {"a": "1,5"}              | {"a": 1.5}
            {"answer": 5, "label": "x"} | {"answer": 5, "label": "y"}
            {"answer": 5, "label": "x"} | The answer is 5.
            """)
    void differentJson(String left, String right) {
        assertThat(same(left, right, QuestionHint.NONE)).isFalse();
        assertThat(same(right, left, QuestionHint.NONE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"answer": 42, "currency": "EUR"}            | JSON {"answer":42,"currency":"EUR"}
            {"year": 1995, "text": "x"}                  | JSON {"year":1995,"text":"x"}
            {"a": {"answer": 4}}                         | JSON {"a":{"answer":4}}
            [{"a": 1}, {"a": 2}]                         | JSON [{"a":1},{"a":2}]
            {"html": "<answer>1</answer>"}               | JSON {"html":"<answer>1</answer>"}
            {"tex": "\\\\boxed{1}"}                      | JSON {"tex":"\\\\boxed{1}"}
            {"note": "The answer is 3."}                 | JSON {"note":"The answer is 3."}
            <answer>{"a": 1}</answer>                    | JSON {"a":1}
            [1, 2, 3]                                    | TUPLE (1, 2, 3)
            The set {1, 2} is it. The answer is 2.       | NUMBER 2
            \\frac{1}{2} = \\boxed{\\frac{1}{2}}         | NUMBER 1/2
            """)
    void jsonIsReadBeforeMathematics(String reply, String expected) {
        assertThat(AnswerFixtures.show(AnswerFixtures.of(reply))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ```python⏎def f(a):⏎    return a+1⏎```       | ```python⏎def f(a):  # adds one⏎⏎  return a + 1⏎```
            def f(a):⏎    return a+1                     | ```python⏎def f(a):⏎    return a + 1⏎```
            def f(a):⏎    '''Adds.'''⏎    return a       | def f(a):⏎    return a
            ```js⏎const f = a => { return a; };⏎```      | ```js⏎const f=a=>{⏎  // the answer is 5⏎  return a;⏎};⏎```
            ```java⏎int x = 1; /* one */⏎```             | ```java⏎int x=1;⏎```
            SELECT a FROM t WHERE b = 1 -- one           | select a⏎from t⏎where b = 1
            print("a  b")                                | print( "a  b" )
            """)
    void equalPrograms(String left, String right) {
        assertThat(same(left, right, AnswerFixtures.CODE)).isTrue();
        assertThat(same(left, right, QuestionHint.NONE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            def f(a):⏎    return a//2                    | def f(a):⏎    return a//3
            def f(a):⏎    if a:⏎        b()⏎    c()      | def f(a):⏎    if a:⏎        b()⏎        c()
            print("a  b")                                | print("a b")
            print("# one")                               | print("# two")
            ```js⏎const u = "http://a";⏎```              | ```js⏎const u = "http://b";⏎```
            def rev(s): pass                             | def rev(s): return s[::-1]
            def rev(s): return s[::-1]                   | def rev(t): return t[::-1]
            """)
    void differentPrograms(String left, String right) {
        assertThat(same(left, right, AnswerFixtures.CODE)).isFalse();
        assertThat(same(left, right, QuestionHint.NONE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"def rev(s): return s[::-1]", "def f():\n    # the answer is 42\n    return 42",
            "import math\nprint(math.pi)", "```python\nx = 42\n```", "#include <stdio.h>\nint main() { return 42; }",
            "Try this:\n```java\nint a = 1; // Answer: 5\n```\nIt works.", "SELECT 42 FROM t",
            "public class A {\n    int x = 5;\n}", "const f = (x) => x * 2;", "from a import b\n\nb(1)",
            "```bash\necho \"The answer is 1\"\n```", "fn main() {\n    println!(\"{}\", 42);\n}"})
    void programsAreNeverNumbers(String reply) {
        assertThat(AnswerFixtures.of(reply).kind()).isEqualTo(AnswerKind.CODE);
        assertThat(AnswerExtractor.extract(reply, AnswerFixtures.CODE).kind()).isEqualTo(AnswerKind.CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Let x = 5; then it is clear.", "For all x > 2: it holds.", "return = 5", "x = 5",
            "If a then b.", "class dismissed", "Import duties are high.", "print media"})
    void proseIsNoProgram(String reply) {
        assertThat(AnswerFixtures.of(reply).kind()).isNotEqualTo(AnswerKind.CODE);
    }

    @Test
    void theLongestProgramIsTheAnswer() {
        ExtractedAnswer answer = AnswerExtractor.extract(
                "```python\ndef add(a, b):\n    return a + b\n```\nUse it so:\n```python\nadd(1, 2)\n```",
                AnswerFixtures.CODE);

        assertThat(answer.raw()).startsWith("def add");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - red⏎- green⏎- blue              | * Red⏎* Green⏎* Blue
            1. red⏎2. green⏎3. blue           | red, green, blue
            1. red⏎2. green⏎3. blue           | red⏎green⏎blue
            - **Red**: the colour of fire, of roses and of blood⏎- **Blue** | - Red⏎- Blue
            The colours are:⏎⏎- red⏎- blue    | 1) red⏎2) blue⏎⏎That is all.
            The answer is red and blue.       | - red⏎- blue
            """)
    void equalLists(String left, String right) {
        assertThat(same(left, right, ORDERED)).isTrue();
        assertThat(same(left, right, UNORDERED)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - red⏎- green⏎- blue              | - blue⏎- red⏎- green
            red, green and blue               | blue, green, red
            The answer is red and blue.       | The answer is blue and red.
            ["red", "blue"]                   | ["blue", "red"]
            """)
    void theOrderCountsUnlessTheQuestionAsksForSeveralThings(String left, String right) {
        assertThat(same(left, right, ORDERED)).isFalse();
        assertThat(same(left, right, QuestionHint.NONE)).isFalse();
        assertThat(same(left, right, UNORDERED)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - red⏎- green                     | - red⏎- blue
            - red⏎- green                     | - red⏎- green⏎- blue
            - France: Paris⏎- Spain: Madrid   | - France: Lyon⏎- Spain: Madrid
            """)
    void differentLists(String left, String right) {
        assertThat(same(left, right, UNORDERED)).isFalse();
        assertThat(same(left, right, ORDERED)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.10", "9/11", "2020-01-05", "1.2.3", "05/06/2021"})
    void aDesignationIsNoQuantity(String reply) {
        QuestionHint hint = QuestionHint.of("When was it released, and which version is it?");

        assertThat(AnswerExtractor.extract("The answer is " + reply, hint).kind()).isEqualTo(AnswerKind.TEXT);
        assertThat(same("The answer is 3.10", "The answer is 3.1", hint)).isFalse();
        assertThat(same("The answer is 3.10", "#### 3.10", hint)).isTrue();
    }

    private static boolean same(String left, String right, QuestionHint hint) {
        ExtractedAnswer one = AnswerExtractor.extract(left.replace('⏎', '\n'), hint);
        ExtractedAnswer other = AnswerExtractor.extract(right.replace('⏎', '\n'), hint);
        assertThat(one.votes()).as(left).isTrue();
        return other.votes() && AnswerFixtures.same(one, other, hint);
    }
}
