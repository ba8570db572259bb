package dev.ponder.runtime.rest.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.ExtraMembers;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.rest.openai.Bodies;
import dev.ponder.runtime.stream.LogprobAccumulator;
import dev.ponder.testing.Requests;
import dev.ponder.testing.StrategyHarness;

/** Every event stays below 64 KB, whatever a model sends in one piece. */
class EventSizeTest {

    private static final int LIMIT = 64 * 1024;
    private static final String LONG = "\u0001😀é".repeat(40_000);

    private static List<JsonNode> choices(AnswerPart part) {
        var encoder = new CompletionEncoder(new ResponseMetadata("chatcmpl-1", 1700000000, "moa-gpt"),
                StrategyHarness.of(OneCall::new).run(Requests.question("Hi")).run(), true,
                new ChatChoiceWriter(ReasoningField.REASONING));
        var choices = new ArrayList<JsonNode>();
        for (String event : encoder.encode(new ChoicePart(0, part)).toString().split("\n\n")) {
            assertThat(event.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LIMIT);
            choices.add(Bodies.json(event.substring("data: ".length())).at("/choices/0"));
        }
        return choices.subList(1, choices.size());
    }

    private static String joined(List<JsonNode> choices, String place) {
        return choices.stream().map(choice -> choice.at("/delta" + place).asText("")).collect(Collectors.joining());
    }

    static Stream<AnswerPart> texts() {
        return Stream.of(new AnswerPart.Text(LONG), new AnswerPart.Reasoning(LONG), new AnswerPart.Refusal(LONG));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textsOfEveryKindAreCut(AnswerPart part) {
        List<JsonNode> choices = choices(part);

        assertThat(joined(choices, "/content") + joined(choices, "/reasoning") + joined(choices, "/refusal"))
                .isEqualTo(LONG);
    }

    @Test
    void onlyTheFirstPieceOfToolCallSaysWhoIsCalled() {
        List<JsonNode> choices = choices(new AnswerPart.ToolCallDelta(3, "call_1", "save", LONG));

        assertThat(joined(choices, "/tool_calls/0/function/arguments")).isEqualTo(LONG);
        assertThat(choices).hasSizeGreaterThan(9)
                .allMatch(choice -> choice.at("/delta/tool_calls/0/index").asInt() == 3);
        assertThat(joined(choices, "/tool_calls/0/id") + joined(choices, "/tool_calls/0/type")
                + joined(choices, "/tool_calls/0/function/name")).isEqualTo("call_1functionsave");
        assertThat(choices.get(1).at("/delta/tool_calls/0").toString()).doesNotContain("id\"", "type", "name");
    }

    @Test
    void tokenProbabilitiesAreCutBetweenTokens() {
        ObjectNode logprobs = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 5_000; i++) {
            logprobs.withArray("content").addObject().put("token", "漢" + i).put("logprob", -i);
        }
        logprobs.putNull("refusal");
        var together = new LogprobAccumulator();
        List<JsonNode> choices = choices(new AnswerPart.Text(LONG, logprobs));
        choices.stream().map(choice -> choice.path("logprobs")).filter(JsonNode::isObject).forEach(together::add);

        assertThat(together.all()).isEqualTo(logprobs);
        assertThat(joined(choices, "/content")).isEqualTo(LONG);
    }

    @Test
    void textsOfOtherMembersAreCut() {
        String data = "UklGRg==".repeat(20_000);
        ObjectNode audio = JsonNodeFactory.instance.objectNode().put("id", "a1").put("data", data).put("transcript",
                LONG);
        List<JsonNode> choices = choices(new AnswerPart.Extra(
                new ExtraMembers(Map.of("audio", audio), Map.of("stop_reason", TextNode.valueOf("x")), Map.of())));

        assertThat(joined(choices, "/audio/data")).isEqualTo(data);
        assertThat(joined(choices, "/audio/transcript")).isEqualTo(LONG);
        assertThat(joined(choices, "/audio/id")).isEqualTo("a1");
        assertThat(choices).allMatch(choice -> choice.at("/delta/audio/data").asText().length() % 4 == 0);
    }

    @Test
    void itemsOfListsAreSentOneByOne() {
        ArrayNode details = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 9; i++) {
            details.addObject().put("type", "reasoning.text").put("index", i).put("text", "x".repeat(10_000));
        }
        List<JsonNode> choices = choices(new AnswerPart.Extra(
                new ExtraMembers(Map.of("reasoning_details", details), Map.of(), Map.of())));

        assertThat(choices).extracting(choice -> choice.at("/delta/reasoning_details/0/index").asInt())
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }
}
