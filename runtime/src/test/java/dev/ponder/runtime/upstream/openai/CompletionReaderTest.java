package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.Completion;

class CompletionReaderTest {

    private static Completion read(String body) {
        return new CompletionReader(Fixtures.MAPPER, Fixtures.ERRORS)
                .completion(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Answer message(String members) {
        return read("{'choices': [{'message': {'role': 'assistant', " + members + "}, 'finish_reason': 'stop'}]}")
                .choices().get(0);
    }

    @Test
    void aReplyIsReadWhole() {
        Completion reply = read("""
                {'choices': [
                  {'index': 0, 'message': {'content': 'a'}, 'finish_reason': 'stop', 'logprobs': {'content': []}},
                  {'index': 1, 'message': {'content': 'b'}, 'finish_reason': 'length', 'logprobs': null}],
                 'usage': {'prompt_tokens': 3, 'completion_tokens': 2, 'total_tokens': 6,
                           'prompt_tokens_details': {'cached_tokens': 1},
                           'completion_tokens_details': {'reasoning_tokens': 1}}}""");

        assertThat(reply.choices()).extracting(Answer::text).containsExactly("a", "b");
        assertThat(reply.choices()).extracting(Answer::finishReason)
                .containsExactly(FinishReason.STOP, FinishReason.LENGTH);
        assertThat(reply.choices().get(0).logprobs()).isEqualTo(Fixtures.json("{'content': []}"));
        assertThat(reply.choices().get(1).logprobs()).isNull();
        assertThat(reply.usage()).isEqualTo(new Usage(3, 2, 6, 1, 1, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'content': null", "'content': ''", "'x': 1", "'content': []"})
    void noContentIsEmptyText(String members) {
        assertThat(message(members).text()).isEmpty();
    }

    @Test
    void contentInPartsIsJoined() {
        assertThat(message("'content': [{'type': 'text', 'text': 'a'}, {'type': 'text', 'text': 'b'}]").text())
                .isEqualTo("ab");
    }

    @Test
    void reasoningIsFoundWhereverServersPutIt() {
        assertThat(message("'content': 'a', 'reasoning_content': 'why'").reasoning()).isEqualTo("why");
        assertThat(message("'content': 'a', 'reasoning': 'why'").reasoning()).isEqualTo("why");
        assertThat(message("'content': '<think>\\nwhy\\n</think>\\n\\na'")).extracting("reasoning", "text")
                .containsExactly("why", "a");
        assertThat(message("'content': '<think>never closed'")).extracting("reasoning", "text")
                .containsExactly("never closed", "");
    }

    @Test
    void toolCallsEndTheirAnswer() {
        Answer answer = message("'content': null, 'tool_calls': [{'id': 'a', 'type': 'function',"
                + " 'function': {'name': 'f', 'arguments': '{}'}},"
                + " {'function': {'name': 'g', 'arguments': {'x': 1}}}]");

        assertThat(answer.toolCalls()).extracting(ToolCall::name, ToolCall::arguments)
                .containsExactly(tuple("f", "{}"), tuple("g", "{\"x\":1}"));
        assertThat(answer.toolCalls().get(0).id()).isEqualTo("a");
        assertThat(answer.toolCalls().get(1).id()).startsWith("call_");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void aMissingReasonIsStopAndMissingUsageIsEstimated() {
        Completion reply = read("{'choices': [{'message': {'content': 'a'}}]}");

        assertThat(reply.choices().get(0).finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(reply.usage().estimated()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "", "[]", "{}", "{'choices': []}", "{'choices': null}", "null", "'text'",
            "{'choices': [{]}"})
    void whatIsNoAnswerIsAnError(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(UpstreamException.class)
                .hasMessageContainingAll("'local'", "ponder.upstreams.local.base-url")
                .hasFieldOrPropertyWithValue("fault", Fault.MALFORMED);
    }

    @Test
    void anErrorInsideAnAcceptedReplyIsAnError() {
        assertThatThrownBy(() -> read("{'error': {'message': 'overloaded', 'code': 429}}"))
                .hasMessageContaining("overloaded").hasFieldOrPropertyWithValue("fault", Fault.RATE_LIMITED);
        assertThatThrownBy(() -> read("{'error': 'no such model'}")).hasMessageContaining("no such model")
                .hasFieldOrPropertyWithValue("fault", Fault.FAILED);
    }

    @Test
    void whatOnlyHasATotalWasAllRead() {
        assertThat(UsageReader.read(Fixtures.json("{'total_tokens': 9}")).orElseThrow().promptTokens()).isEqualTo(9);
        assertThat(UsageReader.read(Fixtures.json("{'total_tokens': 9, 'completion_tokens': 2}")).orElseThrow()
                .promptTokens())
                .isEqualTo(7);
        assertThat(UsageReader.read(Fixtures.json("{'completion_tokens': 2}")).orElseThrow().promptTokens()).isZero();
    }
}
