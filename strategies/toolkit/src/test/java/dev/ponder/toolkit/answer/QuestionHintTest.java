package dev.ponder.toolkit.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionHintTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "Which one?\nA) red\nB) blue\nC) green",
            "Which one?\n(A) red\n(B) blue\n(C) green",
            "Which one? A) red B) blue C) green",
            "Which one? (A) red, (B) blue, (C) green",
            "Which one?\nA. red\nB. blue\nC. green",
            "Which one?\n- **A:** red\n- **B:** blue\n- **C:** green",
            "Which of these?\na) red\nb) blue\nc) green",
            "Which one? $\\textbf{(A)}\\ red\\qquad\\textbf{(B)}\\ blue\\qquad\\textbf{(C)}\\ green$",
            "Plan A) was bad. Which one?\n(A) red\n(B) blue\n(C) green\n\nThink step by step."})
    void findsOptions(String question) {
        assertThat(QuestionHint.of(question).options().keySet()).containsExactly("A", "B", "C");
        assertThat(QuestionHint.of(question).options().values().toString()).contains("red").contains("blue")
                .contains("green");
    }

    @Test
    void trimsOptionTexts() {
        assertThat(QuestionHint.of("Which one?\nA) 3 cats;\nB) -5\n\nThanks").options())
                .containsExactly(entry("A", "3 cats"), entry("B", "-5"));
    }

    @Test
    void keepsFormulasWhole() {
        assertThat(QuestionHint.of("Which?\nA) $\\frac{1}{2}$\nB) \\{2, 3\\}\nC) $5\n").options())
                .containsExactly(entry("A", "$\\frac{1}{2}$"), entry("B", "\\{2, 3\\}"), entry("C", "$5"));
        assertThat(QuestionHint.of("$\\textbf{(A)}\\ \\frac{1}{2}\\qquad\\textbf{(B)}\\ 3$").options())
                .containsExactly(entry("A", "\\frac{1}{2}"), entry("B", "3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"What is 17 × 23?", "(a) Find x. (b) Find y.", "Vitamin A. What is it?",
            "Q: why?\nA: because", "", "B) and C) but no first"})
    void findsNoOptions(String question) {
        assertThat(QuestionHint.of(question).multipleChoice()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"How many apples are left?", "Compute the sum.", "What is 17 × 23?", "What is 2+2?",
            "What percent is that?", "What is the value of x?"})
    void numeric(String question) {
        assertThat(QuestionHint.of(question).numeric()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Who wrote Faust?", "Write a function to compute the sum.", "Name C++ books.", ""})
    void notNumeric(String question) {
        assertThat(QuestionHint.of(question).numeric()).isFalse();
    }

    @Test
    void otherForms() {
        assertThat(QuestionHint.of("True or false: it rains.").yesNo()).isTrue();
        assertThat(QuestionHint.of("Answer yes or no.").yesNo()).isTrue();
        assertThat(QuestionHint.of("Write a Python function that sorts.").code()).isTrue();
        assertThat(QuestionHint.of("What percentage is it?").asksPercent()).isTrue();
        assertThat(QuestionHint.of("Hello")).isEqualTo(QuestionHint.NONE);
    }
}
