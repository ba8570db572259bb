package dev.ponder.strategies.rto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.toolkit.answer.QuestionHint;

class ProgramBlocksTest {

    private static final QuestionHint CODE = QuestionHint.of("Write the program.");

    @ParameterizedTest
    @ValueSource(strings = {"python", "c++", "c#", "objective-c++", "java title=\"A.java\"", ""})
    void readsBlocksOfAnyLanguage(String language) {
        assertThat(ProgramBlocks.of("So:\n```" + language + "\nint f = 1;\n```\nDone.", CODE).programs())
                .containsExactly("int f = 1;");
    }

    @Test
    void readsAllFilesAndLeavesOutputAside() {
        assertThat(ProgramBlocks.of("```java\nclass A {}\n```\n```java\nclass B {}\n```\n```text\n42\n```", CODE)
                .programs())
                .containsExactly("class A {}", "class B {}");
    }

    @Test
    void aLongerFenceContainsShorterOnes() {
        assertThat(ProgramBlocks.of("````python\nx = '''\n```\n'''\n````", CODE).programs())
                .containsExactly("x = '''\n```\n'''");
    }

    @Test
    void readsAReplyThatIsAProgram() {
        assertThat(ProgramBlocks.of("def f(n):\n    return n", CODE).programs())
                .containsExactly("def f(n):\n    return n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "No code here.", "```json\n{\"a\": 1}\n```", "The answer is 3."})
    void hasNoneOtherwise(String reply) {
        assertThat(ProgramBlocks.of(reply, CODE).isEmpty()).isTrue();
    }

    @Test
    void comparesTokens() {
        ProgramBlocks program = ProgramBlocks.of("```java\nint f(int n) {\n    return n; // same\n}\n```", CODE);

        assertThat(program.sameTokens(ProgramBlocks.of("```java\nint f(int n)\n{\n  return n;\n}\n```", CODE)))
                .isTrue();
        assertThat(program.sameTokens(ProgramBlocks.of("```java\nint f(int n) {\n    return 1;\n}\n```", CODE)))
                .isFalse();
    }
}
