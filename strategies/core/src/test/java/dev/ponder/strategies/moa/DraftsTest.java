package dev.ponder.strategies.moa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.strategies.moa.Drafts.Draft;

class DraftsTest {

    private static final String QUESTION = "How many legs have ten spiders?";
    private static final String REASONED = "Every spider walks on eight legs and there are ten of them in the whole"
            + " web, none of which has lost any so far, or so the question seems to assume. Legs that were lost"
            + " would not count, and neither would those of flies. So we multiply both numbers with each other."
            + " The answer is 80.";

    @Test
    void keepsOneOfEqualDraftsAndCountsThem() {
        assertThat(drafts(REASONED, "I think 90.", REASONED + "\n").distinct())
                .containsExactly(new Draft(REASONED, false, 2), new Draft("I think 90.", false, 1));
    }

    @Test
    void treatsNearlyTheSameWordsAsRepetition() {
        assertThat(drafts(REASONED, REASONED.replace("multiply", "Multiply").replace("80.", "80!")).distinct())
                .hasSize(1);
    }

    @Test
    void keepsDraftsThatDifferInTheirAnswer() {
        assertThat(drafts(REASONED, REASONED.replace("80", "82")).distinct()).hasSize(2);
    }

    @Test
    void keepsDifferentSolutionsWithTheSameAnswer() {
        assertThat(drafts(REASONED, "Eight times ten: 80.").distinct()).hasSize(2);
    }

    @Test
    void keepsProseThatDiffersInAWord() {
        String song = REASONED.replace(" The answer is 80.", "");

        assertThat(Drafts.of(answers(song, song.replace("flies", "bees")), "Write a song").distinct()).hasSize(2);
    }

    @Test
    void leavesOutEmptyDrafts() {
        assertThat(drafts("", " \n", "I think 90.").several()).isFalse();
    }

    @Test
    void prefersTheCompleteOneOfTwo() {
        Answer cutOff = Answer.of(REASONED.replace("80.", "80"), FinishReason.LENGTH);
        Answer whole = Answer.of(REASONED, FinishReason.STOP);

        assertThat(Drafts.of(List.of(cutOff, whole), QUESTION).distinct())
                .containsExactly(new Draft(REASONED, false, 2));
        assertThat(Drafts.of(List.of(whole, cutOff), QUESTION).distinct())
                .containsExactly(new Draft(REASONED, false, 2));
        assertThat(Drafts.of(List.of(cutOff, cutOff), QUESTION).distinct())
                .containsExactly(new Draft(cutOff.text(), true, 2));
    }

    @Test
    void addsEarlierDrafts() {
        assertThat(drafts("80, all say.").with(drafts("I think 90.", "80, all say."), QUESTION).distinct())
                .containsExactly(new Draft("80, all say.", false, 2), new Draft("I think 90.", false, 1));
    }

    private static Drafts drafts(String... texts) {
        return Drafts.of(answers(texts), QUESTION);
    }

    private static List<Answer> answers(String... texts) {
        return Arrays.stream(texts).map(text -> Answer.of(text, FinishReason.STOP)).toList();
    }
}
