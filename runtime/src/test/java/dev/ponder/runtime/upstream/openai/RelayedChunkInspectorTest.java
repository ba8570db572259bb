package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.Usage;

class RelayedChunkInspectorTest {

    private static final String ENVELOPE = "'id': 'c', 'object': 'chat.completion.chunk', 'created': 1, 'model': 'up'";
    private static final String FIRST = chunk("'delta': {'role': 'assistant', 'content': ''}, 'finish_reason': null");
    private static final String TEXT = chunk("'delta': {'content': 'a'}, 'finish_reason': null");
    private static final String STOP = chunk("'delta': {}, 'finish_reason': 'stop'");

    private final RelayedChunkInspector chunks = inspector(true, true);

    private static RelayedChunkInspector inspector(boolean chat, boolean includeUsage) {
        return new RelayedChunkInspector(Fixtures.ERRORS, chat, "m", includeUsage, () -> Instant.ofEpochSecond(7));
    }

    private static String chunk(String choice) {
        return "{" + ENVELOPE + ", 'choices': [{'index': 0, " + choice + "}]}";
    }

    private void passes(String... all) {
        for (String chunk : all) {
            assertThat(chunks.inspect(chunk.replace('\'', '"')).corrected()).as(chunk).isEmpty();
        }
    }

    private String corrected(String chunk) {
        return chunks.inspect(chunk.replace('\'', '"')).corrected().orElseThrow();
    }

    private void corrects(String chunk, String expected) {
        assertThat(Fixtures.json(corrected(chunk))).isEqualTo(Fixtures.json(expected));
    }

    private List<JsonNode> missing() {
        var missing = new ArrayList<JsonNode>();
        chunks.missing().forEach(chunk -> missing.add(Fixtures.json(chunk)));
        return missing;
    }

    @Test
    void aRegularStreamPasses() {
        passes(FIRST, TEXT, chunk("'delta': {'content': 'b', 'reasoning_content': null}, 'logprobs': {'content': []}"),
                STOP, "{" + ENVELOPE + ", 'choices': []}", "[DONE]");
        assertThat(missing()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'delta': {'role': 'assistant', 'content': 'all'}, 'finish_reason': 'stop'",
            "'delta': {'role': 'assistant', 'content': null}, 'finish_reason': null",
            "'delta': {'role': 'assistant'}, 'finish_reason': 'eos'"})
    void irregularitiesThatClientsBearPass(String choice) {
        passes(chunk(choice));
    }

    @Test
    void anIdThatChangesAndNullDeltasPass() {
        passes(FIRST, TEXT.replace("'c'", "'d'"), chunk("'delta': null, 'finish_reason': null"),
                chunk("'delta': {'content': null}"),
                chunk("'delta': {'role': null, 'content': 'a'}"));
    }

    @Test
    void aPromptFilterBeforeTheFirstChoicePasses() {
        passes("{'id': '', 'object': '', 'created': 0, 'model': '', 'choices': [], 'prompt_filter_results': [{}]}");
    }

    @Test
    void usageBesideChoicesMovesToTheEnd() {
        passes(FIRST);
        corrects("{" + ENVELOPE
                + ", 'usage': {'prompt_tokens': 3, 'completion_tokens': 1}, 'choices': [{'index': 0, 'delta': {'content': 'a'}}]}",
                "{" + ENVELOPE + ", 'choices': [{'index': 0, 'delta': {'content': 'a'}}]}");
        corrects("{" + ENVELOPE + ", 'usage': {'prompt_tokens': 3, 'completion_tokens': 2},"
                + " 'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]}", STOP);
        assertThat(missing()).containsExactly(Fixtures.json(
                "{" + ENVELOPE + ", 'choices': [], 'usage': {'prompt_tokens': 3, 'completion_tokens': 2}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop', 'usage': %s}]",
            "'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}], 'x_groq': {'usage': %s}"})
    void usageInAnotherPlaceIsReadAndRepeatedAtTheEnd(String members) {
        String usage = "{'prompt_tokens': 11, 'completion_tokens': 22}";
        passes(FIRST);
        assertThat(chunks.inspect(("{" + ENVELOPE + ", " + members.formatted(usage) + "}").replace('\'', '"')).usage())
                .isEqualTo(Usage.of(11, 22));
        assertThat(missing())
                .containsExactly(Fixtures.json("{" + ENVELOPE + ", 'choices': [], 'usage': " + usage + "}"));
    }

    @Test
    void usageThatTheClientDidNotAskForIsDropped() {
        RelayedChunkInspector unasked = inspector(true, false);
        unasked.inspect(FIRST.replace('\'', '"'));
        unasked.inspect(STOP.replace('\'', '"'));
        var usage = unasked
                .inspect(("{" + ENVELOPE + ", 'choices': [], 'usage': {'prompt_tokens': 3, 'completion_tokens': 1}}")
                        .replace('\'', '"'));
        assertThat(usage.corrected()).contains("");
        assertThat(usage.usage()).isEqualTo(Usage.of(3, 1));
        assertThat(unasked.missing()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'null'", "'none'", "false", "0"})
    void anEmptyReasonIsNull(String reason) {
        passes(FIRST);
        corrects(chunk("'delta': {'content': 'a'}, 'finish_reason': " + reason), TEXT);
        assertThat(chunks.ended()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'delta': {}, 'finish_reason': 'stop'", "'delta': {'content': ''}, 'finish_reason': null",
            "'delta': {}"})
    void chunksAfterTheEndOfTheirChoiceAreDropped(String choice) {
        passes(FIRST, STOP);
        assertThat(corrected(chunk(choice))).isEmpty();
    }

    @Test
    void textAfterTheEndOfItsChoiceIsNotLost() {
        passes(FIRST, STOP, TEXT);
        corrects(chunk("'delta': {'content': 'a'}, 'finish_reason': 'stop'"), TEXT);
    }

    @Test
    void aMissingRoleIsAddedOnce() {
        corrects(TEXT, chunk("'delta': {'content': 'a', 'role': 'assistant'}, 'finish_reason': null"));
        passes(TEXT, STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'role': ''", "'role': null"})
    void anEmptyRoleIsMissing(String role) {
        corrects(chunk("'delta': {" + role + ", 'content': 'a'}"),
                chunk("'delta': {'role': 'assistant', 'content': 'a'}"));
    }

    @Test
    void aRepeatedRoleIsRemoved() {
        passes(FIRST);
        corrects(chunk("'delta': {'role': 'assistant', 'content': 'a'}"), chunk("'delta': {'content': 'a'}"));
        corrects(chunk("'delta': {'role': '', 'content': 'a'}"), chunk("'delta': {'content': 'a'}"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`',
            value = {"'id': 'c'", "'object': 'chat.completion.chunk'", "'created': 1", "'model': 'up'"})
    void aMissingMemberIsTakenFromTheFirstChunk(String member) {
        passes(FIRST);
        assertThat(Fixtures.json(corrected(TEXT.replace(member, "'x': 1"))).toString())
                .contains(member.replace('\'', '"').replace(": ", ":"));
        assertThat(Fixtures.json(corrected(TEXT.replace(member, member.split(":")[0] + ": null"))).toString())
                .contains(member.replace('\'', '"').replace(": ", ":"));
    }

    @Test
    void membersThatNoChunkHasAreMade() {
        JsonNode first = Fixtures.json(corrected("{'choices': [{'index': 0, 'delta': {'role': 'assistant'}}]}"));
        JsonNode second = Fixtures.json(corrected("{'choices': [{'index': 0, 'delta': {'content': 'a'}}]}"));

        assertThat(first.path("id").asText()).startsWith("chatcmpl-").isEqualTo(second.path("id").asText());
        assertThat(first.path("created").asLong()).isEqualTo(7);
        assertThat(first.path("model").asText()).isEqualTo("m");
        assertThat(first.path("object").asText()).isEqualTo("chat.completion.chunk");
    }

    @Test
    void eachChoiceHasItsEnd() {
        passes(FIRST, FIRST.replace("'index': 0", "'index': 1"), STOP, "[DONE]");
        assertThat(missing()).containsExactly(Fixtures.json(STOP.replace("'index': 0", "'index': 1")));
    }

    @Test
    void stopBesideToolCallsIsCorrected() {
        passes(FIRST, chunk("'delta': {'tool_calls': [{'index': 0, 'id': 'a', 'type': 'function',"
                + " 'function': {'name': 'f', 'arguments': '{}'}}]}"));
        corrects(STOP, STOP.replace("'stop'", "'tool_calls'"));
    }

    @Test
    void aMissingEndAfterToolCallsIsOneOfToolCalls() {
        passes(FIRST, chunk("'delta': {'tool_calls': [{'index': 0, 'id': 'a', 'type': 'function',"
                + " 'function': {'name': 'f', 'arguments': '{}'}}]}"), "[DONE]");
        assertThat(missing()).containsExactly(Fixtures.json(STOP.replace("'stop'", "'tool_calls'")));
    }

    @Test
    void aCutOffToolCallStaysCutOff() {
        passes(FIRST, chunk("'delta': {'tool_calls': [{'index': 0, 'id': 'a', 'type': 'function',"
                + " 'function': {'name': 'f', 'arguments': '{'}}]}"), STOP.replace("'stop'", "'length'"));
    }

    @Test
    void textCompletionsHaveNoRole() {
        RelayedChunkInspector texts = inspector(false, false);
        String text = "{'id': 'c', 'object': 'text_completion', 'created': 1, 'model': 'up', 'choices': [{'index': 0, 'text': 'a', 'finish_reason': null}]}"
                .replace('\'', '"');
        assertThat(texts.inspect(text).corrected()).isEmpty();
        assertThat(texts.inspect(text.replace("null", "\"\"")).corrected()).isPresent();
        assertThat(texts.missing()).hasSize(1).first().asString().contains("\"text\":\"\"", "\"stop\"");
    }

    @Test
    void numbersThatAreNotFinitePass() {
        passes(FIRST, chunk("'delta': {'content': 'a'}, 'logprobs': {'content': [{'logprob': -Infinity}]}"));
    }

    @Test
    void anEventThatWasNotInspectedMayHaveBegunAndEndedChoices() {
        chunks.skip();
        passes(TEXT, "[DONE]");
        assertThat(missing()).isEmpty();
    }
}
