package dev.ponder.runtime.rest.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.engine.ChoiceAccumulator;
import dev.ponder.runtime.rest.openai.Bodies;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

class WholeCompletionTest {

    private static ObjectNode render(Answer answer) {
        return render(answer, ReasoningField.REASONING_CONTENT);
    }

    private static ObjectNode render(Answer answer, ReasoningField reasoningField) {
        HarnessRun run = StrategyHarness.of(OneCall::new)
                .upstream(ScriptedUpstream.replying((call, number) -> ScriptedReply.answer(answer)))
                .run(Requests.question("Hi"));
        var choices = new ChoiceAccumulator();
        run.choiceParts().forEach(choices::add);
        return new CompletionEncoder(new ResponseMetadata("chatcmpl-1", 1700000000, "moa-gpt"), run.run(), false,
                new ChatChoiceWriter(reasoningField)).body(choices);
    }

    @Test
    void aTextAnswer() {
        ObjectNode body = render(Answer.of("Hello", FinishReason.LENGTH));

        assertThat(body.path("choices")).isEqualTo(Bodies.json("{'a': [{'index': 0, 'message': {'role': 'assistant',"
                + " 'content': 'Hello', 'refusal': null}, 'logprobs': null, 'finish_reason': 'length'}]}").get("a"));
        assertThat(body.path("object").asText()).isEqualTo("chat.completion");
        assertThat(body.at("/usage/total_tokens").asInt()).isEqualTo(110);
        assertThat(body.at("/ponder/stages/0/name").asText()).isEqualTo("answer");
    }

    @Test
    void anAnswerThatCallsTools() {
        var call = new Answer("", "", List.of(new ToolCall("a", "f", "{}")), "", FinishReason.TOOL_CALLS, null,
                List.of());

        assertThat(render(call).at("/choices/0/message")).isEqualTo(Bodies.json("{'role': 'assistant', 'content': null,"
                + " 'refusal': null, 'tool_calls': [{'id': 'a', 'type': 'function',"
                + " 'function': {'name': 'f', 'arguments': '{}'}}]}"));
    }

    @Test
    void aRefusalAndReasoning() {
        var refusal = new Answer("", "why", List.of(), "No.", FinishReason.STOP, Bodies.json("{'content': []}"),
                List.of());

        assertThat(render(refusal).at("/choices/0/message")).isEqualTo(Bodies.json(
                "{'role': 'assistant', 'content': '', 'refusal': 'No.', 'reasoning_content': 'why'}"));
    }

    @Test
    void reasoningStandsInTheConfiguredField() {
        var thoughtful = new Answer("a", "why", List.of(), "", FinishReason.STOP, null, List.of());

        assertThat(render(thoughtful, ReasoningField.REASONING).at("/choices/0/message"))
                .isEqualTo(Bodies.json(
                        "{'role': 'assistant', 'content': 'a', 'refusal': null, 'reasoning': 'why'}"));
        assertThat(render(thoughtful, ReasoningField.OFF).toString()).doesNotContain("why", "reasoning\"",
                "reasoning_content");
    }

    @Test
    void anEmptyAnswerIsAnEmptyText() {
        assertThat(render(Answer.of("", FinishReason.STOP)).at("/choices/0/message/content").isTextual()).isTrue();
    }
}
