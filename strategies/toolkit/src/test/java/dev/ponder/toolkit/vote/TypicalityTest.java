package dev.ponder.toolkit.vote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.toolkit.answer.QuestionHint;

class TypicalityTest {

    @Test
    void theMedoidIsMostSimilarToTheOthers() {
        assertThat(ranked("x y z", "red apple", "red apple pie", "red pie")).startsWith("red apple pie")
                .endsWith("x y z");
    }

    @Test
    void lengthDecidesNothing() {
        assertThat(ranked("red apple!!", "apple red", "Apple Red")).containsExactly("red apple!!", "apple red",
                "Apple Red");
        assertThat(ranked("a long answer", "brief")).containsExactly("a long answer", "brief");
        assertThat(ranked("only")).containsExactly("only");
        assertThat(ranked()).isEmpty();
    }

    @Test
    void jsonIsComparedByItsMembers() {
        String refund = "{\"label\": \"refund\", \"explanation\": \"%s\"}";
        String same = "{\"label\": \"billing\", \"explanation\": \"about the invoice of the last month\"}";

        assertThat(
                ranked(same, refund.formatted("one"), same, refund.formatted("two"), refund.formatted("three")).get(0))
                .contains("refund");
    }

    @Test
    void completeAnswersComeFirstAndBlankOnesLast() {
        List<Candidate> candidates = List.of(candidate(0, "", FinishReason.STOP),
                candidate(1, "failed", FinishReason.ERROR), candidate(2, "cut off", FinishReason.LENGTH),
                candidate(3, "whole", FinishReason.STOP));

        assertThat(Typicality.ranked(candidates, QuestionHint.NONE)).extracting(Candidate::index)
                .containsExactly(3, 2, 1, 0);
    }

    @Test
    void toolCallsAreComparedByNameAndArguments() {
        List<Candidate> candidates = List.of(calling(0, "other", "{\"x\": 5}"),
                calling(1, "weather", "{\"city\": \"Oslo\"}"),
                calling(2, "weather", "{\"city\":\"Oslo\"}"));

        assertThat(Typicality.ranked(candidates, QuestionHint.NONE)).extracting(Candidate::index)
                .containsExactly(1, 2, 0);
    }

    private static Candidate calling(int index, String name, String arguments) {
        return new Candidate(index, new Answer("", "", List.of(new ToolCall("id" + index, name, arguments)), "",
                FinishReason.TOOL_CALLS, null, List.of()));
    }

    private static List<String> ranked(String... texts) {
        var candidates = new ArrayList<Candidate>();
        IntStream.range(0, texts.length).forEach(i -> candidates.add(candidate(i, texts[i], FinishReason.STOP)));
        return Typicality.ranked(candidates, QuestionHint.NONE).stream().map(candidate -> candidate.answer().text())
                .toList();
    }

    private static Candidate candidate(int index, String text, FinishReason reason) {
        return new Candidate(index, Answer.of(text, reason));
    }
}
