package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.StreamEvent;

class ChunkReaderTest {

    private static final String STOP = "{'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]}";

    private static List<StreamEvent> read(String... events) {
        var reader = new ChunkReader(Fixtures.ERRORS);
        var all = new ArrayList<StreamEvent>();
        for (String event : events) {
            all.addAll(reader.read(event.replace('\'', '"')));
        }
        all.addAll(reader.end());
        return all;
    }

    private static Answer answer(String... events) {
        return Fixtures.together(read(events));
    }

    private static String delta(String members) {
        return "{'choices': [{'index': 0, 'delta': {" + members + "}}]}";
    }

    @Test
    void partsComeInOrderAndTheFinishLast() {
        assertThat(Fixtures.parts(read(delta("'role': 'assistant', 'content': ''"), delta("'content': 'a'"),
                delta("'content': 'b'"), STOP, "[DONE]")))
                .containsExactly(new AnswerPart.Text("a"), new AnswerPart.Text("b"),
                        new AnswerPart.Finish(FinishReason.STOP));
    }

    @Test
    void usageAfterTheFinishIsStillRead() {
        assertThat(read(delta("'content': 'a'"), STOP,
                "{'choices': [], 'usage': {'prompt_tokens': 3, 'completion_tokens': 1}}",
                "[DONE]")).contains(new StreamEvent.Used(Usage.of(3, 1)))
                .last().isEqualTo(new StreamEvent.Part(new AnswerPart.Finish(FinishReason.STOP)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "content_filter", "stop", "mystery"})
    void theReasonIsTheUpstreamsOwn(String reason) {
        assertThat(answer(delta("'content': 'a'"), STOP.replace("stop", reason)).finishReason())
                .isEqualTo(new FinishReason(reason));
    }

    @Test
    void aStreamWithoutReasonOrEndMarkWasCut() {
        assertThatThrownBy(() -> read(delta("'content': 'a'"))).isInstanceOf(UpstreamException.class)
                .hasMessageContainingAll("'local'", "finish reason")
                .hasFieldOrPropertyWithValue("fault", Fault.MALFORMED);
        assertThatThrownBy(ChunkReaderTest::read).isInstanceOf(UpstreamException.class);
        assertThat(answer(delta("'content': 'a'"), "[DONE]").finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer(delta("'content': 'a'"), STOP).text()).isEqualTo("a");
    }

    @Test
    void nothingCountsAfterTheEndMark() {
        assertThat(answer(delta("'content': 'a'"), STOP, " [DONE] ", delta("'content': 'b'"), "not json").text())
                .isEqualTo("a");
    }

    @Test
    void anErrorInMidStreamFails() {
        assertThatThrownBy(() -> read(delta("'content': 'a'"), "{'error': {'message': 'out of memory', 'code': 500}}"))
                .isInstanceOf(UpstreamException.class).hasMessageContaining("out of memory")
                .hasFieldOrPropertyWithValue("fault", Fault.FAILED);
    }

    @Test
    void whatIsNotJsonFails() {
        assertThatThrownBy(() -> read("<html>")).isInstanceOf(UpstreamException.class)
                .hasMessageContaining("not JSON").hasFieldOrPropertyWithValue("fault", Fault.MALFORMED);
    }

    @Test
    void chunksWithoutChoicesOrContentAreSkipped() {
        assertThat(answer("", "{}", "{'choices': null}", "{'choices': [{}]}", delta("'content': null"),
                delta("'content': 'a'"),
                STOP).text()).isEqualTo("a");
    }

    @Test
    void otherChoicesAreNotMixedIn() {
        assertThat(
                answer(delta("'content': 'a'"), "{'choices': [{'index': 1, 'delta': {'content': 'b'}}]}", STOP).text())
                .isEqualTo("a");
    }

    @Test
    void reasoningComesFromEitherFieldOrFromTags() {
        assertThat(answer(delta("'reasoning_content': 'why'"), delta("'content': 'a'"), STOP))
                .extracting("reasoning", "text").containsExactly("why", "a");
        assertThat(answer(delta("'reasoning': 'why'"), delta("'content': 'a'"), STOP))
                .extracting("reasoning", "text").containsExactly("why", "a");
        assertThat(answer(delta("'content': '<thi'"), delta("'content': 'nk>why</think>a'"), STOP))
                .extracting("reasoning", "text").containsExactly("why", "a");
    }

    @Test
    void aRefusalIsNoText() {
        assertThat(answer(delta("'refusal': 'No'"), delta("'refusal': ', sorry'"), STOP)).extracting("refusal", "text")
                .containsExactly("No, sorry", "");
    }

    @Test
    void aStreamWithToolCallsEndsForThem() {
        Answer answer = answer(
                delta("'tool_calls': [{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': '{}'}}]"),
                STOP);

        assertThat(answer.toolCalls()).hasSize(1);
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    private static String likely(String delta, String tokens) {
        return "{'choices': [{'index': 0, 'delta': {" + delta + "}, 'logprobs': {'content': " + tokens
                + ", 'refusal': null}}]}";
    }

    @Test
    void tokenProbabilitiesComeWithTheirText() {
        assertThat(Fixtures.parts(read(likely("'content': 'a'", "[{'token': 'a'}]"), delta("'content': 'b'"), STOP)))
                .containsExactly(
                        new AnswerPart.Text("a", Fixtures.json("{'content': [{'token': 'a'}], 'refusal': null}")),
                        new AnswerPart.Text("b"), new AnswerPart.Finish(FinishReason.STOP));
    }

    @Test
    void tokenProbabilitiesOfTextThatIsHeldBackComeLater() {
        assertThat(answer(likely("'content': '<thi'", "[1]"), likely("'content': 'nk>why</think>'", "[2]"),
                likely("'content': ' '", "[3]"), likely("'content': 'a'", "[4]"), STOP).logprobs())
                .isEqualTo(Fixtures.json("{'content': [1, 2, 3, 4], 'refusal': null}"));
        assertThat(answer(likely("'content': '<'", "[1]"), STOP))
                .extracting("text", "logprobs")
                .containsExactly("<", Fixtures.json("{'content': [1], 'refusal': null}"));
    }

    @Test
    void tokenProbabilitiesWithoutTextAreKept() {
        assertThat(answer(likely("'content': ''", "[1]"), likely("'content': 'a'", "[2]"), likely("", "null"), STOP)
                .logprobs()).isEqualTo(Fixtures.json("{'content': [1, 2], 'refusal': null}"));
        assertThat(answer(likely("'refusal': 'No'", "[1]"), STOP).logprobs())
                .isEqualTo(Fixtures.json("{'content': [1], 'refusal': null}"));
    }
}
