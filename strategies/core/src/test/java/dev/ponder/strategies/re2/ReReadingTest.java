package dev.ponder.strategies.re2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

class ReReadingTest {

    private static final String QUESTION = "What is 6 times 7?";
    private static final String TWICE = QUESTION + "\n\nRead the question again:\n\n" + QUESTION;

    private final ScriptedUpstream model = ScriptedUpstream.answering("42");
    private final StrategyHarness harness = StrategyHarness.of(ReReading::new, ReReadingConfig.class).upstream(model);

    @Test
    void repeatsTheQuestionInOneCall() {
        assertThat(harness.ask(QUESTION).text()).isEqualTo("42");

        assertThat(model.calls()).hasSize(1);
        assertThat(asked().question()).isEqualTo(TWICE);
    }

    @Test
    void changesNothingButTheTextOfTheLastQuestion() {
        ChatRequest request = Requests.rich(Role.DEVELOPER);

        harness.run(request).answer();

        assertThat(asked()).isEqualTo(request.conversation().withQuestion(asks -> asks
                + "\n\nRead the question again:\n\n" + asks));
        Content.Parts question = (Content.Parts) asked().messages().get(3).content();
        assertThat(question.parts()).filteredOn(Requests.image()::equals).hasSize(1);
        assertThat(asked().messages().subList(0, 3)).isEqualTo(request.conversation().messages().subList(0, 3));
    }

    @Test
    void doesNotChangeAQuestionWithoutText() {
        ChatRequest picture = Requests.conversation(
                new ChatMessage(Role.USER, new Content.Parts(List.of(Requests.image())), Map.of()));
        ChatRequest silence = Requests.question(" \n");

        harness.parameter("cot", true);
        harness.run(picture).answer();
        harness.run(silence).answer();

        assertThat(model.call(0).request().conversation()).isEqualTo(picture.conversation());
        assertThat(model.call(1).request().conversation()).isEqualTo(silence.conversation());
    }

    @Test
    void doesNotChangeAConversationThatContinuesFromAToolResult() {
        ChatRequest request = Requests.conversation(ChatMessage.user(QUESTION),
                new ChatMessage(Role.ASSISTANT, Content.Missing.NULL, Map.of()),
                new ChatMessage(Role.TOOL, new Content.Text("42"), Map.of("tool_call_id", TextNode.valueOf("call_1"))));

        harness.run(request).answer();

        assertThat(asked()).isEqualTo(request.conversation());
    }

    @Test
    void repeatsTheQuestionOfARequestWithTools() {
        ChatRequest request = Requests.withTool();

        harness.run(request).answer();

        assertThat(asked().question()).endsWith("Read the question again:\n\n" + request.conversation().question());
        assertThat(model.call(0).request().parameters()).isEqualTo(request.parameters());
    }

    @Test
    void asksForStepsWhenTheRequestWantsThem() {
        harness.parameter("cot", true).ask(QUESTION);

        assertThat(asked().question()).isEqualTo(TWICE + "\n\nThink it through step by step before you answer.");
    }

    @Test
    void asksForStepsWithoutRepeatingATurnThatIsTooLong() {
        harness.parameter("cot", true).parameter("max_chars", 10).ask(QUESTION.substring(0, 17));

        assertThat(asked().question())
                .isEqualTo("What is 6 times 7\n\nThink it through step by step before you answer.");
    }

    @Test
    void hasAConfigurableLimit() {
        harness.with("ponder.strategies.re2.max-chars", "17").ask(QUESTION);

        assertThat(asked().question()).isEqualTo(QUESTION);
    }

    @Test
    void doesNotRenderTheQuestionAsATemplate() {
        harness.ask("What is {question} in {#if Qute}?");

        assertThat(asked().question()).isEqualTo("What is {question} in {#if Qute}?\n\nRead the question again:\n\n"
                + "What is {question} in {#if Qute}?");
    }

    private Conversation asked() {
        return model.call(0).request().conversation();
    }
}
