package dev.ponder.toolkit.vote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Finding.VoteClass;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;

class VoteTallyTest {

    private static final String SUM = "How many are 6 times 7?";

    private VoteTally tally = new VoteTally(SUM);

    /** Cases of one kind: the samples, in any order, of which those with the marked label are the majority. */
    static Stream<List<String>> labelled() {
        String own = "{\"explanation\": \"%s\", \"label\": \"refund\"}";
        String shared = "{\"explanation\": \"Invoice question about money.\", \"label\": \"billing\"}";
        List<String> pretty = repeated(5,
                i -> "{\n  \"label\" : \"refund\",\n  \"explanation\" : \"The client number " + i
                        + " wants the money back, and says so at length.\"\n}",
                3, i -> shared);
        return Stream.of(repeated(5, i -> own.formatted("own words " + i), 3, i -> shared),
                repeated(5, i -> own.formatted("e" + i), 3, i -> shared), pretty,
                repeated(5, i -> "{\"label\": \"refund\", \"confidence\": 0.9" + i + "}", 3,
                        i -> "{\"label\": \"billing\", \"confidence\": 0.8}"),
                repeated(5, i -> "```json\n{\"label\": \"refund\", \"why\": \"w" + i + "\"}\n```", 3,
                        i -> "{\"label\": \"billing\", \"why\": \"same\"}"),
                repeated(5, i -> "{\"result\": {\"label\": \"refund\", \"note\": \"n" + i + "\"}, \"v\": 1}", 3,
                        i -> "{\"result\": {\"label\": \"billing\", \"note\": \"same\"}, \"v\": 1.0}"),
                repeated(5, i -> "Result " + i + ":\n{\"label\": \"Refund\", \"summary\": \"s" + i + "\"}", 3,
                        i -> "{\"label\": \"billing\", \"summary\": \"same\"}"));
    }

    @ParameterizedTest
    @MethodSource("labelled")
    void jsonVotesByItsLabels(List<String> samples) {
        for (int start = 0; start < samples.size(); start++) {
            tally = new VoteTally("Label the message.");
            List<String> rotated = new ArrayList<>(samples);
            Collections.rotate(rotated, start);
            castAll(rotated);

            assertThat(tally.undecided()).isEmpty();
            assertThat(winner()).containsIgnoringCase("refund");
        }
    }

    @Test
    void jsonWithoutAnySharedMemberIsUndecided() {
        castAll(IntStream.range(0, 4).mapToObj(i -> "{\"name\": \"n" + i + "\", \"total\": " + i + "}").toList());

        assertThat(tally.undecided()).contains("no two of 4 answers agree");
    }

    @Test
    void explanationsVoteWhereThereIsNothingElse() {
        castAll(List.of("{\"reason\": \"timeout\"}", "{\"reason\": \"overload\"}", "{\"reason\": \"timeout\"}"));

        assertThat(winner()).contains("timeout");
        assertThat(tally.undecided()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "content_filter", "error"})
    void whatIsNotCompleteDoesNotVote(String reason) {
        IntStream.range(0, 5).forEach(i -> cast("So far 36", new FinishReason(reason)));
        IntStream.range(0, 3).forEach(i -> cast("The answer is 42.", FinishReason.STOP));

        assertThat(winner()).contains("42");
        assertThat(tally.undecided()).isEmpty();
    }

    @Test
    void oneCompleteAnswerIsUndecided() {
        cast("42", FinishReason.STOP);
        cast("36", FinishReason.LENGTH);

        assertThat(tally.undecided()).contains("only 1 of 2 answers is complete");
        assertThat(tally.mostTypical().orElseThrow().text()).isEqualTo("42");
    }

    @Test
    void theBestOfIncompleteAnswersIsTheMostTypicalOfThoseThatWereCutOff() {
        cast("red apples", FinishReason.ERROR);
        cast("red apples", FinishReason.ERROR);
        cast("green pears", FinishReason.LENGTH);

        assertThat(tally.undecided()).contains("each of 3 answers was cut off, filtered, failed or empty");
        assertThat(tally.mostTypical().orElseThrow().text()).isEqualTo("green pears");
    }

    @Test
    void refusalsAreComparedWithRefusals() {
        castAll(List.of("The answer is 42.", "The answer is 42."));
        refuse("I cannot help with that.");
        refuse("No.");
        refuse("Sorry, but I must not.");

        assertThat(tally.leaderVotes()).isEqualTo(3);
        assertThat(tally.winner().orElseThrow().refusal()).isNotEmpty();
        assertThat(tally.runnerUpVotes()).isEqualTo(2);
    }

    @Test
    void aGuessDoesNotVoteBesideAnnouncedAnswers() {
        castAll(List.of("He has 40 apples and then some more of them, up to 41.",
                "He has many, and at last it is 41 or so.",
                "In the end, there were 41 on the table, it seems.", "The answer is 42.", "\\boxed{42}", "#### 42",
                "42"));

        assertThat(winner()).contains("42");
    }

    @Test
    void aGuessVotesForAnAnswerThatAnotherCandidateAnnounces() {
        castAll(List.of("The answer is 42.", "#### 41", "If I am not mistaken, he then has 41 apples in it.",
                "After all of this, there must be something like 43 of them."));

        assertThat(winner()).contains("41");
        assertThat(tally.undecided()).isEmpty();
        assertThat(tally.finding("s").abstentions()).isEqualTo(1);
    }

    @Test
    void aGuessThatNobodyAnnouncedYetKeepsTheVoteOpen() {
        castAll(List.of("The answer is 42.", "#### 42", "\\boxed{42}", "In the end he has something like 41 of them.",
                "If I am not mistaken, he then has 41 apples in it."));

        assertThat(tally.leaderVotes()).isEqualTo(3);
        assertThat(tally.decided(1)).isFalse();
        assertThat(tally.decided(0)).isTrue();
    }

    @Test
    void guessesVoteIfThereAreOnlyGuessesAndTheQuestionAsksForANumber() {
        List<String> guesses = List.of("Then, in the end, he is left with 42 apples in it.",
                "There must be something like 42 of them here.", "So he has a total number of 41 of them.");
        castAll(guesses);
        assertThat(tally.undecided()).isEmpty();
        assertThat(winner()).contains("42");

        tally = new VoteTally("Tell me about apples. There are 6 * 7 of them.\n\nWhat do you think of them?");
        castAll(guesses);
        assertThat(tally.undecided()).contains("no two of 3 answers agree");
    }

    @Test
    void aVoteOfGuessesOrOfJsonIsNotDecidedEarly() {
        castAll(List.of("It seems to me that it is 42 then.", "Well, I should say that it is 42.",
                "Probably there will be something like 42."));
        assertThat(tally.leaderVotes()).isEqualTo(3);
        assertThat(tally.decided(1)).isFalse();

        tally = new VoteTally("Label it.");
        castAll(List.of("{\"l\": \"a\", \"w\": \"x\"}", "{\"l\": \"a\", \"w\": \"y\"}",
                "{\"l\": \"a\", \"w\": \"z\"}", "{\"l\": \"a\", \"w\": \"v\"}"));
        assertThat(tally.leaderVotes()).isEqualTo(4);
        assertThat(tally.decided(1)).isFalse();

        tally = new VoteTally("Label it.");
        castAll(List.of("{\"l\": \"a\"}", "{\"l\":\"a\"}", "{\"l\" : \"a\"}"));
        assertThat(tally.decided(2)).isTrue();
    }

    @Test
    void equalTextsAgreeWithoutAFinalAnswer() {
        tally = new VoteTally("Capital of France?");
        castAll(List.of("It is the city of Paris, on the Seine.", "It is the city of Lyon, on the Rhone.",
                "It is the city of Paris,  on the Seine."));

        assertThat(tally.undecided()).isEmpty();
        assertThat(winner()).contains("Paris");
        assertThat(tally.finding("s").classes())
                .containsExactly(new VoteClass("It is the city of Paris, on the Seine.", 2));
        assertThat(tally.finding("s").abstentions()).isEqualTo(1);
    }

    @Test
    void differentProgramsAreUndecidedAndLengthDoesNotDecide() {
        tally = new VoteTally("Write a function that reverses a string.");
        castAll(List.of("def rev(s):\n    return s[::-1]", "def rev(s): pass",
                "def rev(s): return ''.join(reversed(s))",
                "def rev(s):\n    t = ''\n    for c in s:\n        t = c + t\n    return t",
                "def rev(s):\n    return s if not s else rev(s[1:]) + s[0]"));

        assertThat(tally.undecided()).contains("no two of 5 answers agree");
        assertThat(tally.mostTypical().orElseThrow().text()).isNotEqualTo("def rev(s): pass");
    }

    @Test
    void aLevelVoteIsUndecidedAndItsLeadersStay() {
        castAll(List.of("#### 1", "#### 2", "#### 2", "#### 3", "#### 3"));

        assertThat(tally.undecided()).contains("the vote is level, 2 to 2");
        assertThat(tally.mostTypical().orElseThrow().text()).isEqualTo("#### 2");
    }

    @Test
    void mostAbstentionsAreUndecided() {
        castAll(List.of("#### 1", "#### 1", "I am not sure.", "Nobody can tell.", "It all depends."));

        assertThat(tally.undecided()).contains("3 of 5 answers have nothing to compare");
    }

    @Test
    void oneCandidateAloneIsNotUndecided() {
        castAll(List.of("I am not sure."));

        assertThat(tally.undecided()).isEmpty();
    }

    @Test
    void toolCallsVoteInAnyOrderAndNumbersByValue() {
        call(new ToolCall("1", "a", "{\"x\": 1, \"y\": [2.0, \"A\"]}"), new ToolCall("2", "b", ""));
        call(new ToolCall("8", "b", "{}"), new ToolCall("9", "a", "{\"y\":[2,\"A\"],\"x\":1.0}"));
        call(new ToolCall("1", "a", "{\"x\": 1, \"y\": [2, \"a\"]}"), new ToolCall("2", "b", ""));

        assertThat(tally.leaderVotes()).isEqualTo(2);
        assertThat(tally.runnerUpVotes()).isEqualTo(1);
        assertThat(tally.unanimous()).isFalse();
    }

    @Test
    void customInputsAreComparedAsText() {
        call(new ToolCall("1", "shell", "ls -l"));
        call(new ToolCall("2", "shell", "ls -l"));
        call(new ToolCall("3", "shell", "ls"));

        assertThat(tally.leaderVotes()).isEqualTo(2);
    }

    @Test
    void unanimousAreOnlyAnnouncedValues() {
        castAll(List.of("The answer is 42.", "\\boxed{42}"));
        assertThat(tally.unanimous()).isTrue();

        tally = new VoteTally("Tell me a story about the number.");
        castAll(List.of("Once upon a time there was a number. It was lonely, for it was even. The answer is 42.",
                "In a land far away, they asked, and asked, and asked again. The answer is 42."));
        assertThat(tally.unanimous()).isFalse();
    }

    private static List<String> repeated(int many, IntFunction<String> most, int few,
            IntFunction<String> others) {
        return Stream.concat(IntStream.range(0, many).mapToObj(most), IntStream.range(0, few).mapToObj(others))
                .toList();
    }

    private String winner() {
        return tally.winner().orElseThrow().text();
    }

    private void castAll(List<String> texts) {
        texts.forEach(text -> cast(text, FinishReason.STOP));
    }

    private void cast(String text, FinishReason reason) {
        cast(Answer.of(text, reason));
    }

    private void call(ToolCall... calls) {
        cast(new Answer("", "", List.of(calls), "", FinishReason.TOOL_CALLS, null, List.of()));
    }

    private void refuse(String words) {
        cast(new Answer("", "", List.of(), words, FinishReason.STOP, null, List.of()));
    }

    private void cast(Answer answer) {
        tally.cast(new Candidate(tally.candidates().size(), answer));
    }
}
