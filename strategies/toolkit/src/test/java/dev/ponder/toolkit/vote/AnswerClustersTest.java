package dev.ponder.toolkit.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerFixtures;
import dev.ponder.toolkit.answer.QuestionHint;

class AnswerClustersTest {

    private final AnswerClusters<String> clusters = new AnswerClusters<>(new AnswerEquivalence(QuestionHint.NONE));

    @Test
    void thereIsNoLeaderBeforeTheFirstVote() {
        assertThat(clusters.leader()).isEmpty();
        assertThat(clusters.runnerUpWeight()).isZero();
        assertThat(clusters.clusters()).isEmpty();
    }

    @Test
    void equivalentAnswersShareACluster() {
        vote("first", "0.5", 1);
        vote("second", "7", 1);
        vote("third", "\\frac12", 1);

        assertThat(clusters.leader().orElseThrow().members()).containsExactly("first", "third");
        assertThat(clusters.leader().orElseThrow().weight()).isEqualTo(2);
        assertThat(clusters.leader().orElseThrow().answer().canonical()).isEqualTo("1/2");
        assertThat(clusters.runnerUpWeight()).isEqualTo(1);
    }

    @Test
    void weightsCountMoreThanMembers() {
        vote("first", "1", 0.4);
        vote("second", "1", 0.4);
        vote("third", "2", 0.9);

        assertThat(clusters.leader().orElseThrow().members()).containsExactly("third");
        assertThat(clusters.runnerUpWeight()).isEqualTo(0.8);
    }

    @Test
    void missingAndTruncatedAnswersAbstain() {
        assertThat(clusters.add("none", AnswerFixtures.of("Hello"), 1)).isFalse();
        assertThat(clusters.add("half", AnswerFixtures.of("\\boxed{12"), 1)).isFalse();
        assertThat(clusters.add("whole", AnswerFixtures.boxed("12"), 1)).isTrue();

        assertThat(clusters.abstentions()).isEqualTo(2);
        assertThat(clusters.leader().orElseThrow().members()).containsExactly("whole");
    }

    @Test
    void tiesAreBrokenByVotesThenConfidenceThenAge() {
        vote("one", "1", 2);
        vote("two", "2", 1);
        vote("three", "2", 1);
        assertThat(clusters.leader().orElseThrow().members()).containsExactly("two", "three");

        AnswerClusters<String> surer = new AnswerClusters<>(new AnswerEquivalence(QuestionHint.NONE));
        surer.add("said", AnswerFixtures.of("The answer is 1."), 1);
        surer.add("boxed", AnswerFixtures.boxed("2"), 1);
        assertThat(surer.leader().orElseThrow().members()).containsExactly("boxed");

        AnswerClusters<String> level = new AnswerClusters<>(new AnswerEquivalence(QuestionHint.NONE));
        level.add("long", AnswerFixtures.boxed("123"), 1);
        level.add("early", AnswerFixtures.boxed("2"), 1);
        level.add("late", AnswerFixtures.boxed("3"), 1);
        assertThat(level.clusters()).extracting(same -> same.members().get(0)).containsExactly("long", "early", "late");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsAWeightThatIsNegativeOrNotFinite(double weight) {
        assertThatThrownBy(() -> vote("one", "1", weight)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weight").hasMessageContaining("expected");
    }

    private void vote(String member, String answer, double weight) {
        clusters.add(member, AnswerFixtures.boxed(answer), weight);
    }
}
