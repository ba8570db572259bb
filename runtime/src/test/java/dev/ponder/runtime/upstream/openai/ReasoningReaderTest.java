package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Answer;
import dev.ponder.runtime.upstream.StreamEvent;

/** A whole message and the deltas of a stream read the same reasoning. */
class ReasoningReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"'reasoning_content': 'why', 'content': 'because'",
            "'reasoning': 'why', 'content': 'because'",
            "'reasoning': {'content': 'why'}, 'content': 'because'",
            "'reasoning': {'text': 'why'}, 'content': 'because'",
            "'thinking': 'why', 'content': 'because'", "'reasoning_text': 'why', 'content': 'because'",
            "'reasoning_content': '', 'reasoning': 'why', 'content': 'because'",
            "'reasoning_content': 'why', 'reasoning': 'why', 'content': 'because'",
            "'reasoning_details': [{'type': 'reasoning.text', 'text': 'why'}], 'content': 'because'",
            "'reasoning_details': [{'type': 'reasoning.summary', 'summary': 'why'}], 'content': 'because'",
            "'content': [{'type': 'thinking', 'thinking': [{'type': 'text', 'text': 'why'}]}, {'type': 'text', 'text': 'because'}]",
            "'content': [{'type': 'thinking', 'thinking': 'why'}, {'type': 'text', 'text': 'because'}]",
            "'content': [{'type': 'reasoning', 'text': 'why'}, {'type': 'text', 'text': 'because'}]",
            "'content': [{'type': 'reasoning', 'reasoning': 'why'}, 'because']",
            "'content': '<think>why</think>because'", "'content': '[THINK]why[/THINK] because'"})
    void formsOfReasoning(String message) {
        Answer whole = new CompletionReader(Fixtures.MAPPER, Fixtures.ERRORS)
                .completion(("{\"choices\":[{\"message\":{" + message.replace('\'', '"') + "}}]}").getBytes(
                        java.nio.charset.StandardCharsets.UTF_8))
                .choices().get(0);
        assertThat(whole.reasoning()).isEqualTo("why");
        assertThat(whole.text()).isEqualTo("because");

        var reader = new ChunkReader(Fixtures.ERRORS);
        var events = new ArrayList<StreamEvent>();
        events.addAll(reader
                .read("{\"choices\":[{\"delta\":{" + message.replace('\'', '"') + "},\"finish_reason\":\"stop\"}]}"));
        events.addAll(reader.end());
        assertThat(Fixtures.together(events).reasoning()).isEqualTo("why");
        assertThat(Fixtures.together(events).text()).isEqualTo("because");
    }

    @Test
    void tagsThatAPromptMayAskForAreText() {
        String text = "<thinking>why</thinking><output>because</output>";
        assertThat(ThinkTagSplitter.split(text)).isEqualTo(new ReasoningReader("", text));
    }
}
