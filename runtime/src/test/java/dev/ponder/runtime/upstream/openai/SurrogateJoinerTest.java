package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.stream.AnswerAccumulator;
import dev.ponder.runtime.upstream.StreamEvent;

/** The halves are written as JSON escapes, because no other form of them exists in UTF-8. */
class SurrogateJoinerTest {

    private static final String END = "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}";

    private static List<AnswerPart> parts(String... deltas) {
        var reader = new ChunkReader(Fixtures.ERRORS);
        var events = new ArrayList<StreamEvent>();
        Stream.of(deltas).forEach(delta -> events.addAll(
                reader.read(("{'choices':[{'index':0,'delta':{" + delta + "}}]}").replace('\'', '"'))));
        events.addAll(reader.read(END.replace('\'', '"')));
        events.addAll(reader.end());
        return wellFormed(events);
    }

    /** No part alone has a half of a character. */
    private static List<AnswerPart> wellFormed(List<StreamEvent> events) {
        List<AnswerPart> parts = Fixtures.parts(events);
        assertThat(parts).allSatisfy(part -> {
            String text = part.toString();
            assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(text);
        });
        return parts;
    }

    private static Answer answer(String... deltas) {
        var accumulator = new AnswerAccumulator();
        parts(deltas).forEach(accumulator::add);
        return accumulator.answer();
    }

    @Test
    void halvesInTwoDeltasAreOneCharacter() {
        assertThat(parts("'content':'Done \\ud83d'", "'content':'\\ude00 ok'"))
                .filteredOn(AnswerPart.Text.class::isInstance)
                .containsExactly(new AnswerPart.Text("Done "), new AnswerPart.Text("😀 ok"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "reasoning_content", "reasoning", "refusal"})
    void everyTextMemberIsJoined(String member) {
        Answer answer = answer("'" + member + "':'a\\uD83D'", "'" + member + "':'\\uDE00b'");

        assertThat(answer.text() + answer.reasoning() + answer.refusal()).isEqualTo("a😀b");
    }

    @Test
    void membersAreJoinedApart() {
        Answer answer = answer("'content':'a\\ud83d','reasoning':'b\\ud83d'", "'reasoning':'\\ude01'",
                "'role':'assistant'",
                "'content':''", "'content':'\\ude00'");

        assertThat(answer.text()).isEqualTo("a😀");
        assertThat(answer.reasoning()).isEqualTo("b😁");
    }

    @Test
    void argumentsOfCallsAreJoinedByTheirIndex() {
        Answer answer = answer(
                "'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{\\\"x\\\":\\\"\\ud83d'}}]",
                "'tool_calls':[{'index':1,'id':'b','function':{'name':'g','arguments':'{\\\"y\\\":\\\"\\ud83d'}}]",
                "'tool_calls':[{'index':0,'function':{'arguments':'\\ude00\\\"}'}}]",
                "'tool_calls':[{'index':1,'function':{'arguments':'\\ude01\\\"}'}}]");

        assertThat(answer.toolCalls()).extracting(ToolCall::arguments).containsExactly("{\"x\":\"😀\"}",
                "{\"y\":\"😁\"}");
    }

    @Test
    void unknownMembersAreJoined() {
        Answer answer = answer("'audio':{'transcript':'a\\ud83d'}", "'audio':{'data':'x'}",
                "'audio':{'transcript':'\\ude00'}");

        assertThat(answer.extra().message().get("audio").path("transcript").asText()).isEqualTo("a😀");
    }

    @Test
    void aHalfWithoutItsOtherHalfIsReplaced() {
        assertThat(answer("'content':'a\\ud83d'", "'content':'b'").text()).isEqualTo("a\uFFFDb");
        assertThat(answer("'content':'\\ude00a'").text()).isEqualTo("\uFFFDa");
        assertThat(answer("'content':'a\\ud83d'").text()).isEqualTo("a\uFFFD");
        assertThat(answer("'content':'a\\ud83d'", "'content':'\\ud83d'", "'content':'\\ude00'").text())
                .isEqualTo("a\uFFFD😀");
        assertThat(
                answer("'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'\\ud83d'}}]").toolCalls())
                .containsExactly(new ToolCall("a", "f", "\uFFFD"));
    }

    @Test
    void tokensHaveNoHalves() {
        var reader = new ChunkReader(Fixtures.ERRORS);
        var events = new ArrayList<StreamEvent>();
        for (String half : List.of("\\ud83d", "\\ude00")) {
            events.addAll(
                    reader.read(("{'choices':[{'index':0,'delta':{'content':'" + half + "'},'logprobs':{'content':"
                            + "[{'token':'" + half + "','logprob':-1}]}}]}").replace('\'', '"')));
        }
        events.addAll(reader.read(END.replace('\'', '"')));
        events.addAll(reader.end());
        wellFormed(events);
        Answer answer = Fixtures.together(events);

        assertThat(answer.text()).isEqualTo("😀");
        assertThat(answer.logprobs().findValuesAsText("token")).containsExactly("\uFFFD", "\uFFFD");
    }

    @Test
    void aWholeCompletionHasNoHalves() {
        byte[] body = "{'choices':[{'message':{'content':'\\ud83d\\ude00 \\ud83d','audio':{'transcript':'\\ude00'}}}]}"
                .replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Answer answer = new CompletionReader(Fixtures.MAPPER, Fixtures.ERRORS).completion(body).choices().get(0);

        assertThat(answer.text()).isEqualTo("😀 \uFFFD");
        assertThat(answer.extra().message().get("audio").path("transcript").asText()).isEqualTo("\uFFFD");
    }
}
