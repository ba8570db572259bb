package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.management.ThreadMXBean;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.AnswerPart.ToolCallDelta;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;

class AnswerAccumulatorTest {

    private static final int FRAGMENTS = 20_000;

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

    /** Text members of unknown deltas, such as OpenRouter's {@code reasoning_details}, come in thousands of fragments. */
    @Test
    void fragmentsOfMembersAreJoinedInLinearTime() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < FRAGMENTS; i++) {
            ObjectNode block = JsonNodeFactory.instance.objectNode().put("type", "reasoning.text").put("text", "word ")
                    .put("index", 0);
            accumulator.add(new AnswerPart.Extra(new ExtraMembers(
                    Map.of("reasoning_details", JsonNodeFactory.instance.arrayNode().add(block)), Map.of(), Map.of())));
        }
        JsonNode joined = accumulator.answer().extra().message().get("reasoning_details");

        assertThat(joined).hasSize(1);
        assertThat(joined.get(0).get("text")).isEqualTo(TextNode.valueOf("word ".repeat(FRAGMENTS)));
        assertThat(accumulator.answer().extra().message().get("reasoning_details")).isEqualTo(joined);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000L * FRAGMENTS);
    }
}
