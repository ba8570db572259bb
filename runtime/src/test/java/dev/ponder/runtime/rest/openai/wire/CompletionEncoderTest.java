package dev.ponder.runtime.rest.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.rest.openai.Bodies;
import dev.ponder.runtime.stream.SseParser;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import io.vertx.core.buffer.Buffer;

class CompletionEncoderTest {

    private static final ResponseMetadata IDENTITY = new ResponseMetadata("chatcmpl-1", 1700000000, "moa-gpt");
    private final HarnessRun run = StrategyHarness.of(OneCall::new).upstream(ScriptedUpstream.answering("Hello"))
            .run(Requests.question("Hi"));
    private final CompletionEncoder encoder = new CompletionEncoder(IDENTITY, run.run(), true,
            new ChatChoiceWriter(ReasoningField.REASONING_CONTENT));

    private static List<String> data(Buffer bytes) {
        var parser = SseParser.ofData(1 << 20);
        List<String> events = parser.parse(bytes).stream().map(SseParser.Event::data).toList();
        assertThat(parser.end()).isEmpty();
        return events;
    }

    private List<ObjectNode> chunks(int choice, AnswerPart part) {
        return data(encoder.encode(new ChoicePart(choice, part))).stream().map(Bodies::json).toList();
    }

    private JsonNode delta(AnswerPart part) {
        List<ObjectNode> chunks = chunks(0, part);
        return chunks.get(chunks.size() - 1).at("/choices/0/delta");
    }

    @Test
    void theRoleComesFirstAndOnce() {
        List<ObjectNode> first = chunks(0, new AnswerPart.Text("a"));
        List<ObjectNode> second = chunks(0, new AnswerPart.Text("b"));

        assertThat(first).extracting(chunk -> chunk.at("/choices/0/delta").toString())
                .containsExactly("{\"role\":\"assistant\",\"content\":\"\"}", "{\"content\":\"a\"}");
        assertThat(second).hasSize(1);
        assertThat(chunks(1, new AnswerPart.Text("c"))).hasSize(2)
                .allMatch(chunk -> chunk.at("/choices/0/index").asInt() == 1);
    }

    @Test
    void allChunksShareOneIdentity() {
        assertThat(chunks(0, new AnswerPart.Text("a"))).allSatisfy(chunk -> assertThat(chunk)
                .isEqualTo(chunk.deepCopy().put("id", "chatcmpl-1").put("object", "chat.completion.chunk")
                        .put("created", 1700000000).put("model", "moa-gpt")));
    }

    @Test
    void everyKindOfPartHasItsPlace() {
        assertThat(delta(new AnswerPart.Reasoning("why"))).isEqualTo(Bodies.json("{'reasoning_content': 'why'}"));
        assertThat(delta(new AnswerPart.Refusal("no"))).isEqualTo(Bodies.json("{'refusal': 'no'}"));
        assertThat(delta(new AnswerPart.ToolCallDelta(1, "a", "f", ""))).isEqualTo(Bodies.json(
                "{'tool_calls': [{'index': 1, 'id': 'a', 'type': 'function',"
                        + " 'function': {'name': 'f', 'arguments': ''}}]}"));
        assertThat(delta(new AnswerPart.ToolCallDelta(1, null, null, "{}"))).isEqualTo(Bodies.json(
                "{'tool_calls': [{'index': 1, 'function': {'arguments': '{}'}}]}"));
    }

    @Test
    void tokenProbabilitiesComeWithTheirText() {
        ObjectNode logprobs = Bodies.json("{'content': [{'token': 'a'}]}");
        List<ObjectNode> chunks = chunks(0, new AnswerPart.Text("a", logprobs));

        assertThat(chunks.get(1).at("/choices/0/logprobs")).isEqualTo(logprobs);
    }

    @Test
    void aChoiceEndsOnceWithItsReason() {
        chunks(0, new AnswerPart.Text("a"));
        List<ObjectNode> end = chunks(0, new AnswerPart.Finish(FinishReason.LENGTH));

        assertThat(end).singleElement().satisfies(chunk -> {
            assertThat(chunk.at("/choices/0/finish_reason").asText()).isEqualTo("length");
            assertThat(chunk.at("/choices/0/delta")).isEmpty();
        });
        assertThat(chunks(0, new AnswerPart.Finish(FinishReason.STOP))).isEmpty();
    }

    @Test
    void textWithLineBreaksStaysOneEvent() {
        String tricky = "a\nb\r\n\r\ndata: x\n\n\u2028😀\u0000";

        assertThat(delta(new AnswerPart.Text(tricky)).path("content").asText()).isEqualTo(tricky);
    }

    @Test
    void usageComesLastWhenAskedForAndNullBefore() {
        assertThat(chunks(0, new AnswerPart.Text("a")))
                .allMatch(chunk -> chunk.has("usage") && chunk.get("usage").isNull());
        List<String> end = data(encoder.end());

        assertThat(end).hasSize(2).last().isEqualTo("[DONE]");
        JsonNode usage = Bodies.json(end.get(0));
        assertThat(usage.path("choices")).isEmpty();
        assertThat(usage.at("/usage/total_tokens").asLong()).isEqualTo(run.usage().totalTokens());
        assertThat(usage.at("/ponder/strategy").asText()).isEqualTo("one");
    }

    @Test
    void withoutUsageThereIsOnlyTheEndMark() {
        var plain = new CompletionEncoder(IDENTITY, run.run(), false, new ChatChoiceWriter(ReasoningField.REASONING));

        assertThat(data(plain.end())).containsExactly("[DONE]");
        assertThat(data(plain.encode(new ChoicePart(0, new AnswerPart.Text("a")))))
                .noneMatch(chunk -> chunk.contains("usage"));
    }

    @Test
    void aFailureIsAnEventOfItsOwnBeforeTheEndMark() {
        List<String> events = data(StreamErrors.failure(UpstreamException.of(Fault.STALLED, "silent", null)));

        assertThat(events).hasSize(2).last().isEqualTo("[DONE]");
        assertThat(Bodies.json(events.get(0)).at("/error/code").asText()).isEqualTo("upstream_stalled");
    }

    private static AnswerPart.Extra extra(String message, String choice, String completion) {
        return new AnswerPart.Extra(new ExtraMembers(members(message), members(choice), members(completion)));
    }

    private static Map<String, JsonNode> members(String json) {
        return Bodies.json(json.replace('\'', '"')).properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void membersOfTheResponseAreInTheNextChunks() {
        assertThat(chunks(0, extra("{}", "{}", "{'system_fingerprint':'fp','citations':['u']}"))).isEmpty();
        List<ObjectNode> first = chunks(0, new AnswerPart.Text("a"));
        List<ObjectNode> second = chunks(0, new AnswerPart.Text("b"));

        assertThat(first).allMatch(chunk -> chunk.path("system_fingerprint").asText().equals("fp"));
        assertThat(first).filteredOn(chunk -> chunk.has("citations")).hasSize(1);
        assertThat(second.get(0).has("system_fingerprint")).isTrue();
        assertThat(second.get(0).has("citations")).isFalse();
        assertThat(data(encoder.end()).get(0)).contains("\"system_fingerprint\":\"fp\"");
    }

    @Test
    void membersOfAChoiceAreInItsFinish() {
        chunks(0, new AnswerPart.Text("a"));
        chunks(1, new AnswerPart.Text("b"));
        chunks(0, extra("{}", "{'stop_reason':7,'index':9,'finish_reason':'no'}", "{}"));

        assertThat(chunks(1, new AnswerPart.Finish(FinishReason.STOP)).get(0).at("/choices/0").has("stop_reason"))
                .isFalse();
        JsonNode finish = chunks(0, new AnswerPart.Finish(FinishReason.STOP)).get(0).at("/choices/0");
        assertThat(finish.path("stop_reason").asInt()).isEqualTo(7);
        assertThat(finish.path("index").asInt()).isZero();
        assertThat(finish.path("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void membersOfTheMessageAreADeltaOfTheirOwn() {
        assertThat(delta(extra("{'annotations':[1]}", "{}", "{}"))).isEqualTo(Bodies.json("{\"annotations\":[1]}"));
    }
}
