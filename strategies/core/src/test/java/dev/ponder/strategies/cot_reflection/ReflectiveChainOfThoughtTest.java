package dev.ponder.strategies.cot_reflection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.api.chat.Usage;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

class ReflectiveChainOfThoughtTest {

    private static final String REPLY = "<T>\nsix times seven\n<R>\nright\n</R>\n</T>\n<O>\n42\n</O>";
    private static final String QUESTION = "What is 6 times 7?";

    private final ScriptedUpstream model = TaggingModel.replying(REPLY);
    private final StrategyHarness harness = around(model);

    @Test
    void separatesAnswerAndThinking() {
        Answer answer = harness.ask(QUESTION);

        assertThat(answer)
                .isEqualTo(new Answer("42", "six times seven\n\nright", List.of(), "", FinishReason.STOP, null,
                        List.of()));
        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void dropsTheThinkingWhenTheRequestDoesNotWantIt() {
        Answer answer = harness.parameter("stream_reasoning", false).ask(QUESTION);

        assertThat(answer).isEqualTo(Answer.of("42", FinishReason.STOP));
    }

    @Test
    void returnsTheWholeReplyWhenTheRequestWantsIt() {
        Answer answer = harness.parameter("return_full", true).ask(QUESTION);

        assertThat(answer.text()).isEqualTo(TaggingModel.tagged(REPLY, model.call(0).request()));
        assertThat(answer.reasoning()).isEmpty();
    }

    @Test
    void addsItsInstructionsToThoseOfTheClient() {
        ChatRequest request = Requests.rich(Role.DEVELOPER);

        harness.run(request).answer();

        Conversation asked = model.call(0).request().conversation();
        String number = TaggingModel.number(model.call(0).request());
        assertThat(asked.messages().get(0).text()).startsWith("Answer like a ship's cook.\n\n")
                .contains("<thinking_" + number + ">", "</thinking_" + number + ">", "<reflection_" + number + ">",
                        "</reflection_" + number + ">", "<output_" + number + ">", "</output_" + number + ">");
        assertThat(asked.messages().subList(1, 4)).isEqualTo(request.conversation().messages().subList(1, 4));
    }

    @Test
    void drawsNewTagsForEachRequest() {
        for (long seed : new long[]{1, 2, 1}) {
            harness.seed(seed).ask(QUESTION);
        }

        List<String> numbers = model.calls().stream().map(call -> TaggingModel.number(call.request())).toList();
        assertThat(numbers.get(0)).isNotEmpty().isNotEqualTo(numbers.get(1)).isEqualTo(numbers.get(2));
    }

    @Test
    void setsTemperatureAndLimitOnlyWhenTheClientDoesNot() {
        harness.ask(QUESTION);
        harness.run(Requests.parametrised());
        harness.run(Requests.with(Requests.question(QUESTION), "max_completion_tokens", IntNode.valueOf(9)));

        assertThat(model.call(0).request().parameters())
                .containsEntry("temperature", DoubleNode.valueOf(0.6))
                .containsEntry("max_tokens", IntNode.valueOf(4096));
        assertThat(model.call(1).request().parameters()).isEqualTo(Requests.parametrised().parameters());
        assertThat(model.call(2).request().parameters()).doesNotContainKey("max_tokens");
    }

    @Test
    void streamsTheAnswer() {
        ScriptedUpstream held = ScriptedUpstream.holding();
        HarnessRun run = around(held).startStreamed(Requests.question(QUESTION));

        say(held, "<T>six");
        assertThat(run.parts()).containsExactly(new AnswerPart.Reasoning("six"));
        say(held, " times</T><O>4");
        held.call(0).send("2</output_" + TaggingModel.number(held.call(0).request()));
        assertThat(run.parts()).containsExactly(new AnswerPart.Reasoning("six"), new AnswerPart.Reasoning(" times"),
                new AnswerPart.Text("4"), new AnswerPart.Text("2"));
        held.call(0).send(">");
        held.call(0).end(FinishReason.STOP, Usage.of(1, 1));

        assertThat(run.finish().parts()).endsWith(new AnswerPart.Text("2"), new AnswerPart.Finish(FinishReason.STOP));
    }

    @Test
    void passesTheModelsOwnReasoningThrough() {
        ScriptedUpstream reasoner = TaggingModel.replying(ScriptedReply.answer(
                new Answer("<T>six</T><O>42</O>", "hm. ", List.of(), "", FinishReason.STOP, null, List.of())));

        assertThat(around(reasoner).ask(QUESTION).reasoning()).isEqualTo("hm. six");
        assertThat(around(reasoner).parameter("stream_reasoning", false).ask(QUESTION).reasoning()).isEqualTo("hm. ");
    }

    @Test
    void passesToolCallsAndRefusalsThrough() {
        var call = new ToolCall("call_1", "weather", "{}");
        ScriptedUpstream calling = TaggingModel.replying(ScriptedReply.answer(
                new Answer("<T>I look it up", "", List.of(call), "", FinishReason.TOOL_CALLS, null, List.of())));
        ScriptedUpstream refusing = TaggingModel.replying(ScriptedReply.answer(
                new Answer("<T>Hm", "", List.of(), "I must not.", FinishReason.STOP, null, List.of())));

        assertThat(around(calling).run(Requests.withTool()).answer()).isEqualTo(new Answer("", "I look it up",
                List.of(call), "", FinishReason.TOOL_CALLS, null, List.of()));
        assertThat(around(refusing).ask(QUESTION)).isEqualTo(new Answer("", "Hm", List.of(), "I must not.",
                FinishReason.STOP, null, List.of()));
        assertThat(refusing.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json_object", "json_schema"})
    void asksForNoTagsWhenTheReplyMustBeJson(String type) {
        ScriptedUpstream writer = ScriptedUpstream.answering("{\"answer\": 42}");
        ChatRequest request = Requests.with(Requests.question(QUESTION), "response_format", format(type));

        assertThat(around(writer).run(request).answer().text()).isEqualTo("{\"answer\": 42}");
        assertThat(writer.call(0).request().conversation()).isEqualTo(request.conversation());
    }

    @Test
    void asksForTagsWhenTheReplyIsText() {
        harness.run(Requests.with(Requests.question(QUESTION), "response_format", format("text")));

        assertThat(TaggingModel.tags(model.call(0).request())).isTrue();
    }

    @Test
    void dropsTokenProbabilitiesBecauseTheyIncludeTheTags() {
        ScriptedUpstream sure = TaggingModel.replying(ScriptedReply.answer(new Answer("<O>42</O>", "", List.of(), "",
                FinishReason.STOP, JsonNodeFactory.instance.objectNode(), List.of())));

        assertThat(around(sure).ask(QUESTION).logprobs()).isNull();
    }

    private static void say(ScriptedUpstream model, String piece) {
        model.call(0).send(TaggingModel.tagged(piece, model.call(0).request()));
    }

    private static JsonNode format(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static StrategyHarness around(ScriptedUpstream model) {
        return StrategyHarness.of(ReflectiveChainOfThought::new, ReflectiveChainOfThoughtConfig.class).upstream(model);
    }
}
