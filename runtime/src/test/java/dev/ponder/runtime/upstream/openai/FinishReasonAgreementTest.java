package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.upstream.StreamEvent;

/** Whole completions and streams read the same finish reason. */
class FinishReasonAgreementTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
            "'', stop", "'STOP', stop", "'eos', stop", "'end_turn', stop", "null, stop",
            "'max_tokens', length", "'model_length', length", "'MAX_TOKENS', length",
            "'SAFETY', content_filter", "'guardrail_intervened', content_filter",
            "'error', error", "'abort', error", "'tool_use', tool_calls", "'mystery', mystery"})
    void readersAgree(String reported, String expected) {
        assertThat(whole(reported)).isEqualTo(new FinishReason(expected));
        assertThat(streamed(reported)).isEqualTo(new FinishReason(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "abort", "cancelled", "network_error"})
    void aFailureWithoutAnAnswerIsAFailure(String reason) {
        String choice = "{\"choices\":[{\"%s\":{\"content\":\"\"},\"finish_reason\":\"" + reason + "\"}]}";
        var completions = new CompletionReader(Fixtures.MAPPER, Fixtures.ERRORS);
        assertThatThrownBy(() -> completions.completion(choice.formatted("message").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UpstreamException.class).hasMessageContaining("failed");
        var chunks = new ChunkReader(Fixtures.ERRORS);
        chunks.read(choice.formatted("delta"));
        assertThatThrownBy(chunks::end).isInstanceOf(UpstreamException.class).hasMessageContaining("failed");
    }

    private static FinishReason whole(String reason) {
        String body = "{'choices': [{'message': {'content': 'a'}, 'finish_reason': " + reason + "}]}";
        return new CompletionReader(Fixtures.MAPPER, Fixtures.ERRORS)
                .completion(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).choices().get(0).finishReason();
    }

    private static FinishReason streamed(String reason) {
        var reader = new ChunkReader(Fixtures.ERRORS);
        var events = new ArrayList<StreamEvent>();
        String chunk = "{'choices': [{'delta': {'content': 'a'}, 'finish_reason': " + reason + "}]}";
        events.addAll(reader.read(chunk.replace('\'', '"')));
        events.addAll(reader.read("[DONE]"));
        events.addAll(reader.end());
        return Fixtures.together(events).finishReason();
    }
}
