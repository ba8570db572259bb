package dev.ponder.toolkit.vote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.chat.FinishReason;

class AnswerPoolTest {

    private static final String SUM = "How many are 20 and 22?";

    @Test
    void isSettledWhenAllAgreeInAnyWording() {
        AnswerPool pool = pool(SUM, "I count: \\boxed{42}", "The answer is 42.0.", "Forty-two it is; answer: 84/2");

        assertThat(pool.settled()).isTrue();
        assertThat(pool.contenders()).hasSize(3);
    }

    @Test
    void letsTheMinorityContend() {
        AnswerPool pool = pool(SUM, "The answer is 41.", "It must be \\boxed{42}", "The answer is 42.");

        assertThat(pool.settled()).isFalse();
        assertThat(texts(pool.contenders())).containsExactlyInAnyOrder("It must be \\boxed{42}", "The answer is 42.",
                "The answer is 41.");
        assertThat(pool.classes().stream().map(AnswerPoolTest::texts)).containsExactly(
                List.of("The answer is 42.", "It must be \\boxed{42}"), List.of("The answer is 41."));
    }

    @Test
    void isNotSettledWhenOneAnswerHasNoValue() {
        AnswerPool pool = pool("Tell me of 42", "The answer is 42.", "So \\boxed{42}",
                "It is a fine number, they say.");

        assertThat(pool.settled()).isFalse();
        assertThat(pool.contenders()).hasSize(3);
    }

    @Test
    void isNotSettledByWords() {
        assertThat(pool("Who wrote it?", "The answer is Herman Melville.", "Answer: Herman Melville").settled())
                .isFalse();
    }

    @Test
    void isNotSettledByTheEquationsOfAnEssay() {
        AnswerPool pool = pool("Tell me of physics",
                "Energy and mass are one and the same, up to a factor:\n$$E = m c^2$$\nThat is the gist of it.",
                "In 1905 a clerk in Bern wrote a short paper.\nIt came to this:\n$$E = m c^2$$\nNot bad.");

        assertThat(pool.settled()).isFalse();
    }

    @Test
    void judgesEqualTextsOnce() {
        assertThat(texts(pool("Write", "same", "other", "same ").contenders())).containsExactly("same", "other");
        assertThat(pool("Write", "same", "same", " same").settled()).isTrue();
    }

    @Test
    void ranksTruncatedAndEmptyAnswersLast() {
        AnswerPool pool = AnswerPool.of(
                List.of(candidate(0, "", FinishReason.STOP), candidate(1, "cut off", FinishReason.LENGTH),
                        candidate(2, "cut", FinishReason.LENGTH), candidate(3, "complete, if long", FinishReason.STOP)),
                "Write");

        assertThat(pool.settled()).isTrue();
        assertThat(texts(pool.contenders())).containsExactly("complete, if long");
        assertThat(texts(pool.others())).containsExactly("cut off", "cut", "");
    }

    @Test
    void letsTruncatedAnswersContendWhenThereAreNoOthers() {
        AnswerPool pool = AnswerPool
                .of(List.of(candidate(0, "", FinishReason.STOP), candidate(1, "one", FinishReason.LENGTH),
                        candidate(2, "two", FinishReason.LENGTH)), "Write");

        assertThat(pool.settled()).isFalse();
        assertThat(texts(pool.contenders())).containsExactly("one", "two");
    }

    private static AnswerPool pool(String question, String... texts) {
        var candidates = new ArrayList<Candidate>();
        for (int i = 0; i < texts.length; i++) {
            candidates.add(0, candidate(i, texts[i], FinishReason.STOP));
        }
        return AnswerPool.of(candidates, question);
    }

    private static Candidate candidate(int index, String text, FinishReason reason) {
        return new Candidate(index, Answer.of(text, reason));
    }

    private static List<String> texts(List<Candidate> candidates) {
        return candidates.stream().map(candidate -> candidate.answer().text()).toList();
    }
}
