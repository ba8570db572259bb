package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

class RelayedToolCallsTest {

    private final RelayedToolCalls calls = new RelayedToolCalls();

    private static String chunk(int choice, String piece) {
        return ("{'id': 'x', 'choices': [{'index': " + choice + ", 'delta': {'tool_calls': [" + piece
                + "]}, 'finish_reason': null}]}").replace('\'', '"');
    }

    private static String finish(String reason) {
        return ("{'choices': [{'index': 0, 'delta': {}, 'finish_reason': '" + reason + "'}]}").replace('\'', '"');
    }

    private void passes(String chunk) {
        assertThat(calls.repair((ObjectNode) Fixtures.json(chunk))).isFalse();
    }

    private JsonNode repaired(String chunk) {
        var json = (ObjectNode) Fixtures.json(chunk);
        assertThat(calls.repair(json)).isTrue();
        return json;
    }

    private JsonNode piece(String chunk) {
        return repaired(chunk).at("/choices/0/delta/tool_calls/0");
    }

    @Test
    void whatIsInOrderPasses() {
        passes(chunk(0, "{'index': 0, 'id': 'a', 'type': 'function', 'function': {'name': 'f', 'arguments': ''}}"));
        passes(chunk(0, "{'index': 0, 'function': {'arguments': '{'}}"));
        passes(chunk(0, "{'index': 1, 'id': 'b', 'type': 'function', 'function': {'name': 'g', 'arguments': '{}'}}"));
        passes(finish("tool_calls"));
    }

    @Test
    void aReusedIndexFollowsFromTheId() {
        passes(chunk(0, "{'index': 0, 'id': 'a', 'type': 'function', 'function': {'name': 'f', 'arguments': '{}'}}"));

        assertThat(piece(chunk(0, "{'index': 0, 'id': 'b', 'function': {'name': 'g', 'arguments': '{}'}}"))
                .path("index").asInt()).isEqualTo(1);
    }

    @Test
    void aMissingIndexIsAddedAndWhatIsNotUnderstoodIsKept() {
        JsonNode piece = piece(chunk(0, "{'id': 'a', 'odd': 1, 'function': {'name': 'f', 'arguments': '{}'}}"));

        assertThat(piece).isEqualTo(Fixtures.json(
                "{'id': 'a', 'odd': 1, 'function': {'name': 'f', 'arguments': '{}'}, 'index': 0}"));
    }

    @Test
    void argumentsAreText() {
        assertThat(piece(chunk(0, "{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': {'x': 1}}}"))
                .at("/function/arguments").asText()).isEqualTo("{\"x\":1}");
    }

    @Test
    void theIdComesOnce() {
        passes(chunk(0, "{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': '{'}}"));

        JsonNode second = piece(chunk(0, "{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': '}'}}"));
        assertThat(second.has("id")).isFalse();
        assertThat(second.path("function")).isEqualTo(Fixtures.json("{'arguments': '}'}"));
    }

    @Test
    void anEndBehindCallsSaysSo() {
        passes(chunk(0, "{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': '{}'}}"));

        assertThat(repaired(finish("stop")).at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    void aCallThatWasCutOffDoesNot() {
        passes(chunk(0, "{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': '{'}}"));

        passes(finish("length"));
    }

    @Test
    void choicesAreToldApart() {
        passes(chunk(0, "{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': '{}'}}"));
        passes(chunk(1, "{'index': 0, 'id': 'b', 'function': {'name': 'f', 'arguments': '{}'}}"));
    }

    @Test
    void aStreamWithoutCallsPasses() {
        passes(finish("stop"));
        passes("{'choices': [{'delta': {'tool_calls': null, 'content': 'a'}, 'finish_reason': 'stop'}]}");
    }

    @Test
    void whatIsNoFunctionBecomesOne() {
        assertThat(piece(chunk(0, "{'index': 0, 'id': 'a', 'function': 'f'}")).path("function"))
                .isEqualTo(Fixtures.json("{'arguments': ''}"));
    }
}
