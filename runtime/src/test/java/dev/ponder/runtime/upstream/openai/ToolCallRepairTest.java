package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.ponder.api.AnswerPart.ToolCallDelta;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.runtime.stream.AnswerAccumulator;

class ToolCallRepairTest {

    private final ToolCallRepair repair = new ToolCallRepair();

    private List<ToolCallDelta> deltas(String... pieces) {
        return Stream.of(pieces).map(Fixtures::json).map(repair::repair).toList();
    }

    private List<ToolCall> calls(String... pieces) {
        var accumulator = new AnswerAccumulator();
        deltas(pieces).forEach(accumulator::add);
        return accumulator.answer().toolCalls();
    }

    @Test
    void wellFormedPiecesPassUnchanged() {
        assertThat(deltas("{'index': 0, 'id': 'a', 'type': 'function', 'function': {'name': 'f', 'arguments': ''}}",
                "{'index': 0, 'function': {'arguments': '{}'}}",
                "{'index': 1, 'id': 'b', 'function': {'name': 'g', 'arguments': '{'}}",
                "{'index': 1, 'function': {'arguments': '}'}}"))
                .containsExactly(new ToolCallDelta(0, "a", "f", ""), new ToolCallDelta(0, null, null, "{}"),
                        new ToolCallDelta(1, "b", "g", "{"), new ToolCallDelta(1, null, null, "}"));
    }

    @Test
    void piecesThatCrossKeepTheirIndex() {
        assertThat(calls("{'index': 0, 'id': 'a', 'function': {'name': 'f'}}",
                "{'index': 1, 'id': 'b', 'function': {'name': 'g'}}",
                "{'index': 0, 'function': {'arguments': '1'}}", "{'index': 1, 'function': {'arguments': '2'}}"))
                .containsExactly(new ToolCall("a", "f", "1"), new ToolCall("b", "g", "2"));
    }

    @Test
    void aReusedIndexFollowsFromTheId() {
        assertThat(calls("{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': '1'}}",
                "{'index': 0, 'id': 'b', 'function': {'name': 'g', 'arguments': '2'}}",
                "{'index': 0, 'function': {'arguments': '3'}}"))
                .containsExactly(new ToolCall("a", "f", "1"), new ToolCall("b", "g", "23"));
    }

    @Test
    void aMissingIndexIsTheCurrentCall() {
        assertThat(calls("{'id': 'a', 'function': {'name': 'f', 'arguments': '1'}}", "{'function': {'arguments': '2'}}",
                "{'id': 'b', 'function': {'name': 'g', 'arguments': '3'}}", "{'function': {'arguments': '4'}}"))
                .containsExactly(new ToolCall("a", "f", "12"), new ToolCall("b", "g", "34"));
    }

    @Test
    void anIdAndNameInEveryPieceComeOnce() {
        assertThat(deltas("{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': '1'}}",
                "{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': '2'}}"))
                .containsExactly(new ToolCallDelta(0, "a", "f", "1"), new ToolCallDelta(0, null, null, "2"));
    }

    @Test
    void anIdIsWorthMoreThanAnIndex() {
        assertThat(calls("{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': '1'}}",
                "{'index': 0, 'id': 'b', 'function': {'name': 'g', 'arguments': '2'}}",
                "{'index': 0, 'id': 'a', 'function': {'arguments': '3'}}"))
                .containsExactly(new ToolCall("a", "f", "13"), new ToolCall("b", "g", "2"));
    }

    @Test
    void aMissingIdIsMadeUp() {
        assertThat(calls("{'index': 0, 'function': {'name': 'f', 'arguments': '{}'}}"))
                .containsExactly(new ToolCall("call_0", "f", "{}"));
    }

    @Test
    void argumentsThatAreAnObjectBecomeText() {
        assertThat(calls("{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': {'x': 1}}}"))
                .containsExactly(new ToolCall("a", "f", "{\"x\":1}"));
        assertThat(calls("{'index': 0, 'id': 'b', 'function': {'name': 'f', 'arguments': null}}").get(0).arguments())
                .isEmpty();
    }

    @Test
    void itTellsWhetherThereWasAny() {
        assertThat(repair.seen()).isFalse();
        deltas("{'index': 0, 'id': 'a'}");
        assertThat(repair.seen()).isTrue();
    }
}
