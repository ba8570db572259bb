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
            "What percent is that?", "What is the value of x?", "HOW MANY are left?",
            "Tom has 3 apples.\n\nHe eats one.\n\nHow many are left? Think step by step.",
            "Context:\n\nTom has 3 apples.\n\nHow many are left?", "Compute 6*7. Show your work.", "6*7?"})
    void numeric(String question) {
        assertThat(QuestionHint.of(question).numeric()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Who wrote Faust?", "Write a function to compute the sum.", "Name C++ books.", "",
            "Which computer should a writer buy?", "How long does it take to learn the piano?",
            "What happened on 9/11?",
            "Is COVID-19 over?", "What changed in version 3.10?", "How much should I save each month?",
            "Summarise this:\n\nHow many are 6 * 7? Compute it.", "Translate:\n\nWhat is the value of x?",
            "Read this.\n```\nx = 6 * 7\n```\nIs it good style?", "> How many are there?\n\nWho asked this?",
            "<doc>How many are 3 + 4?</doc>\nWho wrote this?", "Is 24/7 support worth it?",
            "Was it built in 1990-1995?"})
    void notNumeric(String question) {
        assertThat(QuestionHint.of(question).numeric()).isFalse();
    }

    @Test
    void closedQuestionsAskForNothingBesideAValue() {
        assertThat(QuestionHint.of("How many are left?").closed()).isTrue();
        assertThat(QuestionHint.of("True or false: it rains.").closed()).isTrue();
        assertThat(QuestionHint.of("Which one?\nA) red\nB) blue").closed()).isTrue();
        assertThat(QuestionHint.of("How many are left, and why?").closed()).isFalse();
        assertThat(QuestionHint.of("Explain how many bits a byte has.").closed()).isFalse();
        assertThat(QuestionHint.of("Which computer should a writer buy?").closed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Name three fruits.", "Which countries border France?", "List the planets.",
            "What are the colours of the flag?"})
    void anyOrder(String question) {
        assertThat(QuestionHint.of(question).unordered()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"List the planets in order of size.", "Rank these fruits.", "List the steps to bake bread.",
            "Sort these names.", "How do I install it?"})
    void fixedOrder(String question) {
        assertThat(QuestionHint.of(question).unordered()).isFalse();
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
