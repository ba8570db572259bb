package dev.ponder.toolkit.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.Answers;
import dev.ponder.toolkit.answer.QuestionHint;

class AnswerClustersTest {

    private final AnswerClusters<String> box = new AnswerClusters<>(new AnswerEquivalence(QuestionHint.NONE));

    @Test
    void anEmptyBoxHasNoLeader() {
        assertThat(box.leader()).isEmpty();
        assertThat(box.runnerUpWeight()).isZero();
        assertThat(box.classes()).isEmpty();
    }

    @Test
    void votesAreCountedByWhatTheySay() {
        vote("first", "0.5", 1);
        vote("second", "7", 1);
        vote("third", "\\frac12", 1);

        assertThat(box.leader().orElseThrow().members()).containsExactly("first", "third");
        assertThat(box.leader().orElseThrow().weight()).isEqualTo(2);
        assertThat(box.leader().orElseThrow().answer().canonical()).isEqualTo("1/2");
        assertThat(box.runnerUpWeight()).isEqualTo(1);
    }

    @Test
    void weightsCountMoreThanHeads() {
        vote("first", "1", 0.4);
        vote("second", "1", 0.4);
        vote("third", "2", 0.9);

        assertThat(box.leader().orElseThrow().members()).containsExactly("third");
        assertThat(box.runnerUpWeight()).isEqualTo(0.8);
    }

    @Test
    void noAnswerAndHalfAnAnswerAbstain() {
        assertThat(box.add("none", Answers.of("Hello"), 1)).isFalse();
        assertThat(box.add("half", Answers.of("\\boxed{12"), 1)).isFalse();
        assertThat(box.add("whole", Answers.boxed("12"), 1)).isTrue();

        assertThat(box.abstentions()).isEqualTo(2);
        assertThat(box.leader().orElseThrow().members()).containsExactly("whole");
    }

    @Test
    void tiesGoToMoreVotesThenToTheSurerThenToTheShorterThenToTheEarlier() {
        vote("one", "1", 2);
        vote("two", "2", 1);
        vote("three", "2", 1);
        assertThat(box.leader().orElseThrow().members()).containsExactly("two", "three");

        AnswerClusters<String> surer = new AnswerClusters<>(new AnswerEquivalence(QuestionHint.NONE));
        surer.add("said", Answers.of("The answer is 1."), 1);
        surer.add("boxed", Answers.boxed("2"), 1);
        assertThat(surer.leader().orElseThrow().members()).containsExactly("boxed");

        AnswerClusters<String> shorter = new AnswerClusters<>(new AnswerEquivalence(QuestionHint.NONE));
        shorter.add("long", Answers.boxed("123"), 1);
        shorter.add("early", Answers.boxed("2"), 1);
        shorter.add("late", Answers.boxed("3"), 1);
        assertThat(shorter.leader().orElseThrow().members()).containsExactly("early");
        assertThat(shorter.classes()).extracting(same -> same.members().get(0)).containsExactly("early", "late",
                "long");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void aWeightIsANumber(double weight) {
        assertThatThrownBy(() -> vote("one", "1", weight)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weight").hasMessageContaining("expected");
    }

    private void vote(String member, String answer, double weight) {
        box.add(member, Answers.boxed(answer), weight);
    }
}
