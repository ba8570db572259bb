package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.AnswerPart.ToolCallDelta;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;

class AnswerAccumulatorTest {

    private final AnswerAccumulator accumulator = new AnswerAccumulator();

    private static ObjectNode logprobs(String token) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("content").addObject().put("token", token);
        return json;
    }

    @Test
    void piecesOfSeveralToolCallsMayCrossEachOther() {
        accumulator.add(new ToolCallDelta(1, "b", "second", "{"));
        accumulator.add(new ToolCallDelta(0, "a", "first", "{\"x\""));
        accumulator.add(new ToolCallDelta(1, null, null, "}"));
        accumulator.add(new ToolCallDelta(0, null, null, ": 1}"));

        assertThat(accumulator.answer().toolCalls()).containsExactly(new ToolCall("a", "first", "{\"x\": 1}"),
                new ToolCall("b", "second", "{}"));
    }

    @Test
    void tokenProbabilitiesOfThePiecesAreJoined() {
        ObjectNode first = logprobs("a");
        accumulator.add(new AnswerPart.Text("a", first));
        accumulator.add(new AnswerPart.Text("b", logprobs("b")));

        assertThat(accumulator.answer().logprobs().findValuesAsText("token")).containsExactly("a", "b");
        assertThat(first.findValuesAsText("token")).containsExactly("a");
    }

    @Test
    void anAnswerWithoutFinishCountsAsStopped() {
        accumulator.add(new AnswerPart.Text("a"));

        assertThat(accumulator.answer().finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void kindsOfTextAreKeptApart() {
        accumulator.add(new AnswerPart.Text("a"));
        accumulator.add(new AnswerPart.Reasoning("b"));
        accumulator.add(new AnswerPart.Refusal("c"));
        accumulator.add(new AnswerPart.Text("d"));

        assertThat(accumulator.answer()).extracting("text", "reasoning", "refusal").containsExactly("ad", "b", "c");
    }
}
